import { signInRedirectUri } from "../auth/entra-provider.ts";
import type { Config, GraphConfig, WebConfig } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import type { Graph, GraphSession } from "../graph/client/graph.ts";
import { clockAhead, redirectUriRegistration } from "../graph/client/sign-in-service.ts";
import { type Finding, look, type Seen } from "./check-finding.ts";
import { credentialExpiry, expiryWarning } from "./credential-expiry.ts";

/** Entra and next-auth take tokens whose times are off by five minutes at most. */
const mostClockAheadMs = 5 * 60 * 1_000;
const worthAWordMs = 60 * 1_000;

/** The credential's end. A secret's day was typed by a person, so that it has passed does not prove that the secret ended. */
export async function lookAtCredential(given: { config: Config; db?: Database; now: () => Date }): Promise<Seen> {
  const expiry = await credentialExpiry(given);
  const warning = expiryWarning(expiry);
  if (expiry.state === "unreadable") throw new AppError(expiry.error.code, expiry.error.message);
  if (warning && expiry.state === "over" && expiry.kind === "certificate")
    throw new AppError("credentials-refused", warning);
  if (warning) return { isConcern: true, message: warning };
  if (expiry.state === "renewed") return { message: "A token that the platform renews by itself: nothing to watch." };
  if (expiry.state !== "good") {
    return {
      message: "A client secret. Its end is not known here: enter its last day under Settings to be warned of it.",
    };
  }
  return {
    message: `The client ${expiry.kind} is good until ${expiry.expiresOn.toISOString().slice(0, 10)}, ${expiry.daysLeft} days from now.`,
  };
}

/** This machine's clock against Microsoft's. */
export async function lookAtClock(graph: Graph, session: GraphSession): Promise<Seen> {
  const ahead = await clockAhead(graph, session);
  if (ahead === undefined) return { isConcern: true, message: "Microsoft's answer bore no date to compare with." };
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  const off = `${seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`} ${ahead > 0 ? "ahead of" : "behind"}`;
  if (Math.abs(ahead) > mostClockAheadMs) {
    throw new AppError(
      "configuration",
      `This machine's clock is ${off} Microsoft's; more than five minutes are not taken. Set it by a time server (NTP).`,
    );
  }
  if (Math.abs(ahead) > worthAWordMs) {
    return {
      isConcern: true,
      message: `This machine's clock is ${off} Microsoft's: have it set by a time server (NTP).`,
    };
  }
  return { message: `This machine's clock agrees with Microsoft's (${seconds === 0 ? "to the second" : off}).` };
}

/** Both addresses Entra sends people back to: registered there, and answered by us. Neither keeps a run from working. */
export async function* lookAtRedirectUris(
  session: GraphSession,
  { graph, config, web, asked }: { graph: Graph; config: GraphConfig; web: WebConfig; asked: typeof fetch },
): AsyncGenerator<Finding> {
  const reach = await reachOf(web, { asked });
  for (const [name, redirectUri] of [
    ["redirect URI for consent", `${web.url}/consent/callback`],
    ["redirect URI for sign-in", signInRedirectUri(web)],
  ] as const) {
    yield (
      await look(name, {
        graph: config,
        work: async () => {
          const registration = await redirectUriRegistration(graph, { session, redirectUri });
          const words = registrationWords[registration];
          return {
            isConcern: registration !== "registered" || reach !== undefined,
            message: [`${redirectUri} ${words}`, reach].filter(Boolean).join(" "),
          };
        },
      })
    ).finding;
  }
}

const registrationWords = {
  registered: "is registered at Microsoft Entra.",
  "not registered":
    "is not registered: add it in the app registration under Authentication, platform Web, letter by letter.",
  unknown:
    "could not be compared, because Microsoft's answer told nothing: see that it stands in the app registration under Authentication.",
};

/** What keeps the public address from being reached from here; undefined when it answers as Rollcall. */
async function reachOf({ url }: WebConfig, { asked }: { asked: typeof fetch }): Promise<string | undefined> {
  try {
    const answer = await asked(`${url}/api/health`, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    const type = answer.headers.get("content-type") ?? "";
    await answer.body?.cancel();
    if (type.includes("json")) return undefined;
    return `What answers at ${url} is not Rollcall (HTTP ${answer.status}): check NEXTAUTH_URL and the proxy before it.`;
  } catch {
    return `From this machine ${url} does not answer: start the web app, or see whether only browsers elsewhere are meant to reach it.`;
  }
}
