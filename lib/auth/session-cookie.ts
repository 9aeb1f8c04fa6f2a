import { decode } from "next-auth/jwt";
import type { WebConfig } from "../config/config.ts";
import { parseSessionClaims, type SessionClaims } from "./session-claims.ts";

export function sessionCookieName(web: Pick<WebConfig, "url">): string {
  return cookieName("next-auth.session-token", web);
}

/**
 * The name of a cookie of ours. With the prefix a browser keeps it to https, to this very host and to the whole of it: no
 * neighbour below the same domain can set one for us.
 */
export function cookieName(name: string, { url }: Pick<WebConfig, "url">): string {
  return `${isHttps({ url }) ? "__Host-" : ""}${name}`;
}

export function isHttps({ url }: Pick<WebConfig, "url">): boolean {
  return url.startsWith("https://");
}

/**
 * Who a Cookie header says is there: undefined when nobody, or when the cookie is expired, foreign or broken.
 *
 * next-auth's getToken is not used because it also believes an Authorization header.
 */
export async function readSession(cookieHeader: string | null, web: WebConfig): Promise<SessionClaims | undefined> {
  const token = cookieValue(cookieHeader, { name: sessionCookieName(web) });
  if (!token) return undefined;
  try {
    return parseSessionClaims(await decode({ token, secret: web.secret }));
  } catch {
    // Expired, cut short, or encrypted with another secret: all the same as no cookie at all.
    return undefined;
  }
}

/** The value of one cookie in a Cookie header. */
export function cookieValue(cookieHeader: string | null, { name }: { name: string }): string | undefined {
  const start = `${name}=`;
  const pair = (cookieHeader ?? "").split(/;\s*/).find((part) => part.startsWith(start));
  return pair?.slice(start.length);
}
