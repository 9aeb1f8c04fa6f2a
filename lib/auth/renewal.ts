import type { WebConfig } from "../config/config.ts";
import type { SessionClaims } from "./session-claims.ts";
import { cookieName, cookieValue, isHttps, readSession } from "./session-cookie.ts";

/** Where a browser is sent to have its roles read anew, silently: Microsoft knows it still and sends it straight back. */
export const renewalPath = "/api/auth/renew";

/** A walk to Microsoft and back takes no longer, and nobody is sent again before. */
const seconds = 300;

const renewalCookieName = (web: WebConfig): string => cookieName("rollcall.renewal", web);

/** The Set-Cookie value that marks a browser as on its way, or not any more. */
export function renewalCookie(state: "under-way" | "over", web: WebConfig): string {
  const value = state === "under-way" ? "1" : "";
  const maxAge = state === "under-way" ? seconds : 0;
  return `${renewalCookieName(web)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isHttps(web) ? "; Secure" : ""}`;
}

/** The Set-Cookie value that takes a session away. */
export function endOfSessionCookie(web: WebConfig): string {
  const name = cookieName("next-auth.session-token", web);
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isHttps(web) ? "; Secure" : ""}`;
}

export function isRenewing(cookieHeader: string | null, web: WebConfig): boolean {
  return cookieValue(cookieHeader, { name: renewalCookieName(web) }) === "1";
}

/**
 * The session that a browser on its way goes on with. The mark can be forged, which gains nothing: a session that goes
 * on ends when the first sign-in's would.
 */
export async function renewedSession(cookieHeader: string | null, web: WebConfig): Promise<SessionClaims | undefined> {
  return isRenewing(cookieHeader, web) ? await readSession(cookieHeader, web) : undefined;
}
