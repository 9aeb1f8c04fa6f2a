import { type NextRequest, NextResponse } from "next/server";
import { csrfToken } from "#lib/auth/csrf.ts";
import type { DoorConfig } from "#lib/auth/door-config.ts";
import { localPath } from "#lib/auth/local-path.ts";
import { redirectToSignIn, refusalAsJson } from "#lib/auth/refusal-response.ts";
import { commonHeaders, pageHeaders } from "#lib/auth/response-headers.ts";
import { isHttps, readSession } from "#lib/auth/session-cookie.ts";
import { admit } from "#lib/auth/viewer.ts";
import { serverConfig } from "./app/_server/config.ts";

export const config = { matcher: "/((?!_next/static/|_next/image$).*)" };

/** Open to visitors: signing in, and whether this server is ready. Neither shows anything of the directory. */
const open = [/^\/sign-in$/, /^\/api\/auth\//, /^\/api\/health$/, /^\/(icon\.svg|favicon\.ico|robots\.txt)$/];

/**
 * The first door: whoever is not let in goes no further than here. It is not the only one, because a matcher can miss
 * a path: every page, action and handler asks again.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const door = serverConfig();
  const { pathname } = request.nextUrl;
  const isOpen = open.some((path) => path.test(pathname)) || isOfDevelopment(pathname, door);
  const answer = isOpen || (await isViewer(request, door)) ? passOn(request, door) : refuse(request, door);
  for (const [name, value] of Object.entries(commonHeaders(door))) answer.headers.set(name, value);
  return answer;
}

async function isViewer(request: NextRequest, door: DoorConfig): Promise<boolean> {
  const claims = await readSession(request.headers.get("cookie"), door.web);
  return admit(claims, { config: door, now: new Date() }) !== undefined;
}

/** `next dev` serves its own tools below these; a production build has none of them. */
function isOfDevelopment(pathname: string, { production }: DoorConfig): boolean {
  return !production && /^\/(_next|__nextjs)/.test(pathname);
}

function refuse(request: NextRequest, { web }: DoorConfig): Response {
  const { pathname, searchParams } = request.nextUrl;
  if (pathname === "/api" || pathname.startsWith("/api/")) return refusalAsJson(401);
  // From our configured address, never from the request: its host can be claimed by anyone.
  const signIn = new URL("/sign-in", web.url);
  const wanted = wantedPage(pathname, searchParams);
  if (wanted !== "/") signIn.searchParams.set("callbackUrl", localPath(wanted, { origin: web.url }));
  return redirectToSignIn(request, { location: signIn.href });
}

/** Where to come back to. Consent's callback would carry its state through the sign-in: its page is the place instead. */
function wantedPage(pathname: string, parameters: URLSearchParams): string {
  if (pathname === "/consent/callback") return "/consent";
  const kept = new URLSearchParams(parameters);
  kept.delete("_rsc");
  return kept.size > 0 ? `${pathname}?${kept}` : pathname;
}

function passOn(request: NextRequest, door: DoorConfig): Response {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/api/")) return NextResponse.next();
  const nonce = crypto.randomUUID();
  const headers = pageHeaders({ config: door, nonce, pathname });
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from here.
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const csrf = pathname === "/sign-in" ? csrfToken(request.headers.get("cookie"), door.web) : undefined;
  if (csrf) forwarded.set("x-csrf-token", csrf.token);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (csrf?.cookie) {
    const secure = isHttps(door.web);
    response.cookies.set({ ...csrf.cookie, httpOnly: true, sameSite: "lax", path: "/", secure });
  }
  return response;
}
