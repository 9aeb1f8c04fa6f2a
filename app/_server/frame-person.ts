import { headers } from "next/headers";
import type { Role } from "#lib/auth/role.ts";
import { readSession } from "#lib/auth/session-cookie.ts";
import { standsAs, type Viewer } from "#lib/auth/viewer.ts";
import { serverConfig } from "./config.ts";
import { currentViewer } from "./session.ts";

/** Whom the frame names, and the viewer behind it when the database could be asked. */
export type FramePerson = {
  person: { id: string; name: string; userPrincipalName: string; role: Role };
  viewer: Viewer | undefined;
};

/**
 * Whom the frame is for; undefined for a visitor. Without a database it names the person of the cookie, so that the page
 * can say in it what is wrong: it shows them nothing but themselves.
 */
export async function framePerson(): Promise<FramePerson | undefined> {
  try {
    const viewer = await currentViewer();
    return viewer && { person: viewer, viewer };
  } catch {
    const config = serverConfig();
    const claims = await readSession((await headers()).get("cookie"), config.web);
    const role = standsAs(claims, { config, now: new Date() });
    if (!claims || !role) return undefined;
    const { objectId: id, name, userPrincipalName } = claims;
    return { person: { id, name, userPrincipalName, role }, viewer: undefined };
  }
}
