import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { WebConfig } from "../config/config.ts";
import { cookieName, cookieValue } from "./session-cookie.ts";

/** What the sign-in form must send, and the cookie to set when the browser has none yet. */
export type CsrfToken = { token: string; cookie?: { name: string; value: string } };

/**
 * The token next-auth wants to see in a form that is posted to it, twinned with its cookie `token|sha256(token+secret)`.
 *
 * next-auth hands it out at /api/auth/csrf only, which would take a script; made here, the sign-in form is an ordinary
 * form that works before hydration and without script. The format is next-auth 4's; the sign-in tests hold it.
 */
export function csrfToken(cookieHeader: string | null, web: WebConfig): CsrfToken {
  const name = cookieName("next-auth.csrf-token", web);
  const kept = cookieValue(cookieHeader, { name });
  const token = kept === undefined ? undefined : verified(decoded(kept), web);
  if (token) return { token };
  const fresh = randomBytes(32).toString("hex");
  return { token: fresh, cookie: { name, value: `${fresh}|${digest(fresh, web)}` } };
}

function verified(value: string, web: WebConfig): string | undefined {
  const [token = "", given = ""] = value.split("|");
  const expected = Buffer.from(digest(token, web));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? token : undefined;
}

function digest(token: string, { secret }: WebConfig): string {
  return createHash("sha256").update(`${token}${secret}`).digest("hex");
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
