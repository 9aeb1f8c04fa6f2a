import { NextRequest } from "next/server";
import { csrfToken } from "#lib/auth/csrf.ts";
import type { DoorConfig } from "#lib/auth/door-config.ts";
import { providerId } from "#lib/auth/entra-provider.ts";
import { localPath } from "#lib/auth/local-path.ts";
import { renewalCookie } from "#lib/auth/renewal.ts";
import { readSession } from "#lib/auth/session-cookie.ts";

type Handle = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/**
 * Sends a browser to Microsoft to have its person's roles read anew, without a click: `prompt=none` shows no page, and
 * says who is meant where several accounts are signed in. It changes nothing: only the answer makes a session.
 *
 * next-auth begins a sign-in by a form alone; this is that form, with the token of the browser's own cookie.
 */
export async function renewal(
  request: NextRequest,
  { config, handle }: { config: DoorConfig; handle: Handle },
): Promise<Response> {
  const { web } = config;
  const cookie = request.headers.get("cookie");
  const callbackUrl = localPath(request.nextUrl.searchParams.get("callbackUrl"), { origin: web.url });
  const claims = await readSession(cookie, web);
  const csrf = csrfToken(cookie, web);
  // A browser without the cookie has to pass by the sign-in page, which sets it.
  if (!claims || csrf.cookie) return seeOther(new URL(`/sign-in?${new URLSearchParams({ callbackUrl })}`, web.url));
  const way = new URL(`/api/auth/signin/${providerId}`, web.url);
  way.search = new URLSearchParams({ prompt: "none", login_hint: claims.userPrincipalName }).toString();
  const body = new URLSearchParams({ csrfToken: csrf.token, callbackUrl }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const response = await handle(new NextRequest(way, { method: "POST", headers, body }), {
    params: Promise.resolve({ nextauth: ["signin", providerId] }),
  });
  response.headers.append("set-cookie", renewalCookie("under-way", web));
  return response;
}

function seeOther({ href }: URL): Response {
  return new Response(null, { status: 303, headers: { location: href, "cache-control": "private, no-store" } });
}
