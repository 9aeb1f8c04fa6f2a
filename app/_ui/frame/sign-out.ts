"use server";
import { cookies } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { isHttps, sessionCookieName } from "#lib/auth/session-cookie.ts";
import { signOut as endSession, signOutEveryone } from "#lib/commands/sessions.ts";
import { serverConfig } from "../../_server/config.ts";
import { contextFor } from "../../_server/context.ts";
import { currentViewer, requireAdmin } from "../../_server/session.ts";

/** Ends this session. Without a database its cookie goes all the same; as a server action it works before hydration. */
export async function signOut(): Promise<void> {
  try {
    const viewer = await currentViewer();
    if (viewer) await endSession(await contextFor(viewer), { viewer });
  } catch (error) {
    unstable_rethrow(error);
  }
  await leave();
}

/** Ends every session of the person, in whatever browser. It says so only when it is so: without a database it fails. */
export async function signOutEverywhere(): Promise<void> {
  const viewer = await currentViewer();
  if (viewer) await endSession(await contextFor(viewer), { viewer, everywhere: true });
  await leave();
}

/** Ends the sessions of everyone, the admin's own too. */
export async function endEverySession(): Promise<void> {
  const viewer = await requireAdmin();
  await signOutEveryone(await contextFor(viewer), { viewer });
  await leave();
}

async function leave(): Promise<never> {
  const { web } = serverConfig();
  const jar = await cookies();
  jar.delete({ name: sessionCookieName(web), path: "/", secure: isHttps(web) });
  redirect("/sign-in");
}
