import { type NextRequest, NextResponse } from "next/server";
import { faultOfActionBody } from "./action-body.ts";
import { type AskedFor, askedForHeader } from "./asked-for.ts";
import { faultOfChange, faultOfMethod, faultOfPath } from "./change-check.ts";
import { csrfToken } from "./csrf.ts";
import type { DoorConfig } from "./door-config.ts";
import { localPath } from "./local-path.ts";
import { faultResponse, redirectToSignIn, refusalAsJson } from "./refusal-response.ts";
import { isRenewing, renewalPath } from "./renewal.ts";
import { commonHeaders, handlerHeaders, pageHeaders } from "./response-headers.ts";
import type { SessionClaims } from "./session-claims.ts";
import { isHttps, readSession } from "./session-cookie.ts";
import { rolesAreDue, standsAs } from "./viewer.ts";

/** What programs ask with a token of their own: their handlers let in by that, and by no cookie. */
const byToken = [/^\/api\/v1\//, /^\/api\/metrics$/];

/** Open to visitors: signing in, and whether this server is ready. Neither shows anything of the directory. */
const open = [/^\/sign-in$/, /^\/api\/auth\//, /^\/api\/health$/, /^\/(icon\.svg|favicon\.ico|robots\.txt)$/];

/** The door itself, programs' addresses, files, and Entra's answer to consent, which holds for one walk. */
const notRenewed = [...open, /^\/api\//, /^\/consent\/callback$/, /\/(export|plan)$/];

/**
 * The first door: whoever is not let in goes no further than here. It is not the only one, because a matcher can miss
 * a path: every page, action and handler asks again.
 */
export async function frontDoor(
  request: NextRequest,
  { config, now }: { config: DoorConfig; now: Date },
): Promise<Response> {
  const { pathname } = request.nextUrl;
  const claims = await readSession(request.headers.get("cookie"), config.web);
  const mayPass =
    open.some((path) => path.test(pathname)) ||
    (byToken.some((path) => path.test(pathname)) && /^Bearer /i.test(request.headers.get("authorization") ?? "")) ||
    isOfDevelopment(pathname, config) ||
    standsAs(claims, { config, now }) !== undefined;
  const answer = mayPass
    ? ((await faultOf(request, config)) ?? renewal(request, { config, claims, now }) ?? passOn(request, config))
    : refuse(request, config);
  for (const [name, value] of Object.entries(commonHeaders(config))) answer.headers.set(name, value);
  return answer;
}

async function faultOf(request: NextRequest, { web }: DoorConfig): Promise<Response | undefined> {
  const { pathname } = request.nextUrl;
  const asJson = pathname.startsWith("/api/");
  const fault =
    faultOfPath(pathname) ?? (asJson ? undefined : faultOfMethod(request)) ?? faultOfChange(request, { web });
  if (fault) return faultResponse(fault, { asJson });
  // What a page is sent is for one of its actions; handlers read their own.
  const unread = request.method === "POST" && !asJson ? await faultOfActionBody(request) : undefined;
  return unread && faultResponse(unread, { asJson });
}

/**
 * Whoever opens a page with roles of an hour ago has them read again on the way (docs/decisions/0017). A script that
 * wants a page's data cannot walk to Microsoft: an answer without data makes Next open the page itself.
 */
function renewal(
  { nextUrl: { pathname, searchParams }, headers, method }: NextRequest,
  { config, claims, now }: { config: DoorConfig; claims: SessionClaims | undefined; now: Date },
): Response | undefined {
  if (method !== "GET" || !claims || !rolesAreDue(claims, { config, now })) return undefined;
  if (isRenewing(headers.get("cookie"), config.web) || notRenewed.some((path) => path.test(pathname))) return undefined;
  const noStore = { "cache-control": "private, no-store" };
  if (headers.get(askedForHeader) === ("data" satisfies AskedFor)) {
    return new Response(null, { status: 204, headers: noStore });
  }
  if (headers.get("sec-fetch-mode") !== "navigate") return undefined;
  const way = new URL(renewalPath, config.web.url);
  way.searchParams.set("callbackUrl", wantedPage(pathname, searchParams));
  return new Response(null, { status: 307, headers: { location: way.href, ...noStore } });
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
  const wanted = localPath(wantedPage(pathname, searchParams), { origin: web.url });
  if (wanted !== "/") signIn.searchParams.set("callbackUrl", wanted);
  return redirectToSignIn(request, { location: signIn.href });
}

/** Where to come back to. Consent's callback would carry its state through the sign-in: its page is the place instead. */
function wantedPage(pathname: string, parameters: URLSearchParams): string {
  if (pathname === "/consent/callback") return "/consent";
  const kept = new URLSearchParams(parameters);
  kept.delete("_rsc");
  return kept.size > 0 ? `${pathname}?${kept}` : pathname;
}

function passOn(request: NextRequest, config: DoorConfig): Response {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/api/")) return NextResponse.next({ headers: handlerHeaders });
  const nonce = crypto.randomUUID();
  const headers = pageHeaders({ config, nonce, pathname });
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-asked-path", pathname);
  // Next reads the nonce for its own scripts from here.
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const csrf = pathname === "/sign-in" ? csrfToken(request.headers.get("cookie"), config.web) : undefined;
  if (csrf) forwarded.set("x-csrf-token", csrf.token);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (csrf?.cookie) {
    const secure = isHttps(config.web);
    response.cookies.set({ ...csrf.cookie, httpOnly: true, sameSite: "lax", path: "/", secure });
  }
  return response;
}
