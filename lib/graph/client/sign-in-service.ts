import { unanswered } from "./errors.ts";
import type { Graph, GraphSession } from "./graph.ts";
import { send } from "./pace.ts";

/**
 * How far the clock of this machine is from Microsoft's, in milliseconds: positive when ours is ahead. Asked of a document
 * that needs no token, because a wrong clock is a reason for getting none. Undefined when the answer bears no date.
 *
 * @throws AppError `graph-unreachable` or `graph-failed` when no answer came.
 */
export async function clockAhead(graph: Graph, session: GraphSession): Promise<number | undefined> {
  let askedAt = 0;
  const outcome = await send(session.pace, {
    plan: () => {
      askedAt = session.pace.now().getTime();
      const url = `${graph.hosts.login}/${graph.tenantId}/v2.0/.well-known/openid-configuration`;
      return { url, method: "GET", headers: {}, expects: "text" };
    },
    signal: session.signal,
    longestWait: session.longestWait,
  });
  if (outcome.state === "failed") throw unanswered(outcome, { host: new URL(graph.origins.login).host });
  const answeredAt = session.pace.now().getTime();
  const date = Date.parse(outcome.answer.headers.get("date") ?? "");
  if (Number.isNaN(date)) return undefined;
  // The header has whole seconds, cut off: on average Microsoft's clock was half a second further.
  return Math.round((askedAt + answeredAt) / 2 - (date + 500));
}

/** Whether Entra sends people back to an address. `unknown`: its answer told neither. */
export type Registration = "registered" | "not registered" | "unknown";

/**
 * Asks Entra to sign somebody in without showing a page (`prompt=none`). Nobody is signed in to this machine, so the
 * answer is a refusal; but Entra sends it to the redirect URI only when that is registered, and else says so itself.
 * That is how it behaves and no promise: any other answer tells nothing.
 *
 * @throws AppError `graph-unreachable` or `graph-failed` when no answer came.
 */
export async function redirectUriRegistration(
  graph: Graph,
  { session, redirectUri }: { session: GraphSession; redirectUri: string },
): Promise<Registration> {
  const query = new URLSearchParams({
    client_id: graph.applicationId,
    response_type: "code",
    response_mode: "query",
    redirect_uri: redirectUri,
    scope: "openid",
    prompt: "none",
    state: "doctor",
    nonce: "doctor",
  });
  const url = `${graph.hosts.login}/${graph.tenantId}/oauth2/v2.0/authorize?${query}`;
  const outcome = await send(session.pace, {
    plan: () => ({ url, method: "GET", headers: {}, expects: "text" }),
    signal: session.signal,
    longestWait: session.longestWait,
  });
  if (outcome.state === "failed") throw unanswered(outcome, { host: new URL(graph.origins.login).host });
  const { headers, text } = outcome.answer;
  const location = headers.get("location") ?? "";
  if (/AADSTS(50011|500113)\b/.test(`${location} ${text}`)) return "not registered";
  return location.startsWith(`${redirectUri}?`) ? "registered" : "unknown";
}
