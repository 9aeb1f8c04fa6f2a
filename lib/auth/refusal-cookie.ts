import { decode, encode } from "next-auth/jwt";
import type { WebConfig } from "../config/config.ts";
import { cookieName, cookieValue, isHttps } from "./session-cookie.ts";
import { type SignInRefusal, signInRefusalSchema } from "./sign-in-refusal.ts";

/**
 * Carries a refusal from the end of a sign-in to the sign-in page, encrypted: in the address bar anyone could write
 * one, and the name of the person would be on show.
 */
export const refusalCookieName = (web: WebConfig): string => cookieName("rollcall.refusal", web);

const seconds = 300;
const salt = "rollcall sign-in refusal";

/** The Set-Cookie value that shows `refusal` on the sign-in page, or that takes an older one away. */
export async function refusalCookie(refusal: SignInRefusal | undefined, web: WebConfig): Promise<string> {
  const value = refusal ? await encode({ token: { ...refusal }, secret: web.secret, salt, maxAge: seconds }) : "";
  const maxAge = refusal ? seconds : 0;
  const secure = isHttps(web) ? "; Secure" : "";
  return `${refusalCookieName(web)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

export async function readRefusal(cookieHeader: string | null, web: WebConfig): Promise<SignInRefusal | undefined> {
  const token = cookieValue(cookieHeader, { name: refusalCookieName(web) });
  if (!token) return undefined;
  try {
    return signInRefusalSchema.safeParse(await decode({ token, secret: web.secret, salt })).data;
  } catch {
    return undefined;
  }
}
