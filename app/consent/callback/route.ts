import { isAdmin } from "#lib/auth/viewer.ts";
import { finishConsent } from "#lib/commands/consent.ts";
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
  const { searchParams } = new URL(request.url);
  const answer = await finishConsent(await contextFor(viewer), { viewer, parameters: searchParams });
  return seeOther(answer.state === "ignored" ? `/consent?problem=${answer.problem}` : "/consent");
}

/** Next would answer HEAD by running GET, and a link checker would use up the state. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET" } });
}

function seeOther(path: string): Response {
  const { web } = serverConfig();
  return new Response(null, {
    status: 303,
    headers: { location: `${web.url}${path}`, "cache-control": "private, no-store", "referrer-policy": "no-referrer" },
  });
}
