"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { isHttps, sessionCookieName } from "#lib/auth/session-cookie.ts";
import { serverConfig } from "../../_server/config.ts";

/**
 * Ends the session. It lives in its cookie alone, so taking the cookie away is all there is to do; as a server action
 * it works before the page is hydrated.
 */
export async function signOut(): Promise<void> {
  const { web } = serverConfig();
  const jar = await cookies();
  jar.delete({ name: sessionCookieName(web), path: "/", secure: isHttps(web) });
  redirect("/sign-in");
}
