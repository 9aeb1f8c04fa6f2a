import type { Config } from "../config/config.ts";
import { type Role, roleOf } from "./role.ts";
import { registrationOf, type SessionClaims, sessionSeconds } from "./session-claims.ts";

declare const admitted: unique symbol;

/**
 * A person who was let in. Only `admit` makes one, so what asks for a Viewer cannot be called by code that forgot to
 * check who is there.
 */
export type Viewer = {
  /** Object id in Entra. */
  readonly id: string;
  /** GUID of the tenant that vouched for this person. */
  readonly tenantId: string;
  readonly name: string;
  readonly userPrincipalName: string;
  readonly role: Role;
  /** Names this one sign-in. */
  readonly sessionId: string;
  readonly [admitted]: true;
};

export type Admin = Viewer & { readonly role: "admin" };

/**
 * Decides anew, at every request, whether a session still opens the door: not older than its lifetime, of the
 * registration that is configured now, and of a person who has a role now (ROLLCALL_ADMINS may have changed).
 */
export function admit(
  claims: SessionClaims | undefined,
  { config, now }: { config: Pick<Config, "graph" | "admins">; now: Date },
): Viewer | undefined {
  if (!claims || !config.graph) return undefined;
  const age = now.getTime() / 1000 - claims.signedInAt;
  if (age >= sessionSeconds || claims.registration !== registrationOf(config.graph)) return undefined;
  const role = roleOf(claims, config);
  if (!role) return undefined;
  const { objectId: id, tenantId, name, userPrincipalName, sessionId } = claims;
  return { id, tenantId, name, userPrincipalName, role, sessionId } as Viewer;
}

export function isAdmin(viewer: Viewer): viewer is Admin {
  return viewer.role === "admin";
}

/** How the audit log names a person: by object id, and by the name they signed in with. */
export function actorOf({ id, userPrincipalName, name }: Pick<Viewer, "id" | "userPrincipalName" | "name">): {
  id: string;
  name: string;
} {
  return { id, name: userPrincipalName || name };
}
