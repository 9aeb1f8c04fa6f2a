import { signInRedirectUri } from "#lib/auth/entra-provider.ts";
import { consentRedirectUri } from "#lib/commands/consent.ts";
import type { Context } from "#lib/context.ts";
import type { Fact } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";

/** The two addresses that must stand in the app registration, to the letter. */
export function redirectUriFacts({ config }: Pick<Context, "config">): Fact[] {
  if (!config.web) return [];
  return [
    {
      label: "Redirect URI for consent",
      value: <Identifier value={consentRedirectUri({ config })} label="the redirect URI for consent" whole />,
      help: "Register it in Entra under Authentication, platform Web",
    },
    {
      label: "Redirect URI for sign-in",
      value: <Identifier value={signInRedirectUri(config.web)} label="the redirect URI for sign-in" whole />,
      help: "Register it in Entra under Authentication, platform Web",
    },
  ];
}
