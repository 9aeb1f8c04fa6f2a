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
  readonly signedInAt: Date;
  /** When Microsoft last vouched for the person and their roles. */
  readonly rolesReadAt: Date;
  readonly [admitted]: true;
};

export type Admin = Viewer & { readonly role: "admin" };

/** What this installation knows of a person and their session besides the cookie. */
export type Known = {
  /** Sessions that began before this are over: by a sign-out, of this one, of all of the person's, or of everyone's. */
  endedAt?: Date;
  /** Their account as the copy has it; undefined when the copy never held it. */
  account?: {
    accountEnabled: boolean | null;
    deletedReason: string | null;
    userType: string | null;
    changedAt: Date;
  };
};

type DoorRules = Pick<Config, "graph" | "admins" | "readerGroup" | "guests" | "rolesSeconds">;

/** Of the time that roles count, twice as much passes before nothing is answered any more; see docs/decisions/0017. */
const untilOver = 2;

/**
 * What a cookie is worth by itself: a role, when it is not older than its lifetime, of the registration that is
 * configured now, of roles that were read recently, and of a person who has a role now (ROLLCALL_ADMINS may have changed).
 *
 * Enough to refuse by, and not to let in by: that is `admit`.
 */
export function standsAs(
  claims: SessionClaims | undefined,
  { config, now }: { config: DoorRules; now: Date },
): Role | undefined {
  if (!claims || !config.graph) return undefined;
  const seconds = now.getTime() / 1000;
  if (seconds - claims.signedInAt >= sessionSeconds) return undefined;
  if (seconds - claims.rolesReadAt >= untilOver * config.rolesSeconds) return undefined;
  if (claims.registration !== registrationOf(config.graph)) return undefined;
  if (claims.guest && !config.guests) return undefined;
  return roleOf(claims, config);
}

/** Whether the roles of a session are old enough to be read again, while the session still stands. */
export function rolesAreDue(claims: SessionClaims, { config, now }: { config: DoorRules; now: Date }): boolean {
  return now.getTime() / 1000 - claims.rolesReadAt >= config.rolesSeconds;
}

/** Decides anew, at every request, whether a session still opens the door: by the cookie, and by what is known since. */
export function admit(
  claims: SessionClaims | undefined,
  { known, ...given }: { config: DoorRules; now: Date; known: Known },
): Viewer | undefined {
  const role = standsAs(claims, given);
  if (!claims || !role) return undefined;
  if (known.endedAt && known.endedAt.getTime() / 1000 > claims.signedInAt) return undefined;
  if (known.account && isShut(known.account, { claims, guests: given.config.guests })) return undefined;
  const { objectId: id, tenantId, name, userPrincipalName, sessionId } = claims;
  const signedInAt = new Date(claims.signedInAt * 1000);
  const rolesReadAt = new Date(claims.rolesReadAt * 1000);
  return { id, tenantId, name, userPrincipalName, role, sessionId, signedInAt, rolesReadAt } as Viewer;
}

/**
 * An account that the copy shows disabled or deleted, as of later than Microsoft vouched for it: when Microsoft signed
 * them in after that, the account is back and the copy is what is old. Who merely left the group to sync keeps their role.
 */
function isShut(
  account: NonNullable<Known["account"]>,
  { claims, guests }: { claims: SessionClaims; guests: boolean },
): boolean {
  if (account.userType === "Guest" && !guests) return true;
  const isGone = account.accountEnabled === false || account.deletedReason === "account-deleted";
  return isGone && account.changedAt.getTime() / 1000 > claims.rolesReadAt;
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
