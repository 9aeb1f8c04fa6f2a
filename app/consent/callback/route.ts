import { isAdmin } from "#lib/auth/viewer.ts";
import { finishConsent } from "#lib/commands/consent.ts";
import { takeAllowance } from "#lib/commands/rate-limit.ts";
import { consentWords } from "#words/consent.tsx";
import { serverConfig } from "../../_server/config.ts";
import { contextFor } from "../../_server/context.ts";
import { currentViewer } from "../../_server/session.ts";

/**
 * Where Entra sends the admin back to. What came of it is stored and shown by /consent: no query value there says
 * granted, and the state leaves the address bar.
 */
export async function GET(request: Request): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return seeOther("/sign-in?callbackUrl=%2Fconsent");
  if (!isAdmin(viewer)) return seeOther("/consent?problem=not-admin");
  const context = await contextFor(viewer);
  const seconds = await takeAllowance(context, { what: "consent", who: viewer.id });
  if (seconds !== undefined) return tooOften(seconds);
  const { searchParams } = new URL(request.url);
  const answer = await finishConsent(context, { viewer, parameters: searchParams });
  return seeOther(answer.state === "ignored" ? `/consent?problem=${answer.problem}` : "/consent");
}

/** Next would answer HEAD by running GET, and a link checker would use up the state. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET" } });
}

/** Each answer is looked at and noted: a page elsewhere that leads an admin's browser here in a loop gets no further. */
function tooOften(seconds: number): Response {
  const headers = {
    "retry-after": String(seconds),
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "private, no-store",
  };
  return new Response(consentWords.tooOften(seconds), { status: 429, headers });
}

function seeOther(path: string): Response {
  const { web } = serverConfig();
  return new Response(null, {
    status: 303,
    headers: { location: `${web.url}${path}`, "cache-control": "private, no-store", "referrer-policy": "no-referrer" },
  });
}
