import { signInRedirectUri } from "#lib/auth/entra-provider.ts";
import { consentRedirectUri } from "#lib/commands/consent.ts";
import type { Context } from "#lib/context.ts";
import { settingsWords } from "#words/settings.tsx";
import type { Fact } from "../../_ui/facts.tsx";
import { Identifier } from "../../_ui/identifier.tsx";

const words = settingsWords.graph;

/** The two addresses that must stand in the app registration, to the letter. */
export function redirectUriFacts({ config }: Pick<Context, "config">): Fact[] {
  if (!config.web) return [];
  return [
    {
      label: words.facts.consentUri,
      value: <Identifier value={consentRedirectUri({ config })} label={words.copied.consentUri} whole />,
      help: words.uriHelp,
    },
    {
      label: words.facts.signInUri,
      value: <Identifier value={signInRedirectUri(config.web)} label={words.copied.signInUri} whole />,
      help: words.uriHelp,
    },
  ];
}
