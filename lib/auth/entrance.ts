import { randomUUID } from "node:crypto";
import type { DoorConfig } from "./door-config.ts";
import { isOfTenant, type Person, personOf } from "./id-token.ts";
import { roleOf } from "./role.ts";
import { registrationOf, type SessionClaims, sessionSeconds } from "./session-claims.ts";
import type { SignInRefusal } from "./sign-in-refusal.ts";
import type { Known } from "./viewer.ts";

/** What the door has to ask others, because it knows neither the database nor Microsoft Graph. */
export type Witnesses = {
  /** What this installation knows of a person and their session. */
  known(about: { objectId: string; sessionId?: string }): Promise<Known>;
  /** Whether Entra has the person in the group, nested ones included; false when Entra cannot be asked. */
  isInGroup(about: { objectId: string; groupId: string }): Promise<boolean>;
  /** Is told of every new session. */
  entered(claims: SessionClaims): Promise<void>;
};

export type Entrance =
  | { state: "open"; person: Person & { readerGroup?: string } }
  | { state: "shut"; because: SignInRefusal };

/** Who an id token that next-auth validated lets in, and whom it does not and why. */
export async function entranceFor(
  profile: unknown,
  { config, witnesses }: { config: DoorConfig; witnesses: Witnesses },
): Promise<Entrance> {
  const named = personOf(profile);
  if (!named) return { state: "shut", because: { reason: "token-rejected" } };
  const { issuer, groups, ...person } = named;
  const shut = (reason: SignInRefusal["reason"]): Entrance => ({
    state: "shut",
    because: { reason, person: person.userPrincipalName || person.name },
  });
  if (!isOfTenant({ ...person, issuer }, config.graph)) return shut("other-tenant");
  const guest = person.guest || (await isGuestInCopy(person, { witnesses }));
  if (guest && !config.guests) return shut("guest");
  const readerGroup = await readerGroupOf({ ...person, groups }, { config, witnesses });
  const entering = { ...person, guest, readerGroup };
  return roleOf(entering, config) ? { state: "open", person: entering } : shut("no-role");
}

/** The registration need not send the claims that tell a guest; the copy has Graph's `userType`. */
async function isGuestInCopy({ objectId }: Person, { witnesses }: { witnesses: Witnesses }): Promise<boolean> {
  return (await witnesses.known({ objectId })).account?.userType === "Guest";
}

/**
 * The configured group when the person is in it. The token's `groups` proves that they are; that it lacks the group
 * proves nothing (the claim is not sent, or there are too many), so then Entra is asked.
 */
async function readerGroupOf(
  person: Person & { groups: string[] },
  { config, witnesses }: { config: DoorConfig; witnesses: Witnesses },
): Promise<string | undefined> {
  const { readerGroup } = config;
  // Whoever has a role by themselves needs no question that may take seconds.
  if (!readerGroup || roleOf(person, config)) return undefined;
  if (person.groups.includes(readerGroup)) return readerGroup;
  return (await witnesses.isInGroup({ objectId: person.objectId, groupId: readerGroup })) ? readerGroup : undefined;
}

/**
 * The session of somebody who entered. A renewal reads the roles anew and prolongs nothing: it goes on as the session
 * that it renews, when that is of the same person and not over.
 */
export function sessionOf(
  person: Person & { readerGroup?: string },
  { config, now, renews }: { config: DoorConfig; now: Date; renews?: SessionClaims },
): SessionClaims {
  const seconds = now.getTime() / 1000;
  const registration = registrationOf(config.graph);
  const goesOn =
    renews?.objectId === person.objectId &&
    renews.tenantId === person.tenantId &&
    renews.registration === registration &&
    seconds - renews.signedInAt < sessionSeconds;
  return {
    ...person,
    sessionId: goesOn ? renews.sessionId : randomUUID(),
    signedInAt: goesOn ? renews.signedInAt : seconds,
    rolesReadAt: seconds,
    registration,
  };
}
