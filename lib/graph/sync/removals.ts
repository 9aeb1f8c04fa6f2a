import type { RemovalGuard } from "../../config/config.ts";
import { AppError } from "../../errors.ts";
import { groupsMissing } from "../client/groups.ts";
import { verifyMembership } from "../client/membership.ts";
import { usersById } from "../client/users.ts";
import type { Collected, Reading } from "./reading/read.ts";
import { ReadEverythingInstead } from "./reading/read-changes.ts";
import { liveOf, peopleOutsideScope, peopleStillHeld } from "./staging/staging-changes.ts";

/** Why a person goes. */
export type RemovalReason = "left-group" | "account-deleted";

/** Somebody of the mirror whose absence was proved. */
export type Removal = { userId: string; reason: RemovalReason };

/**
 * Who would go, proved. Absence from a list is not enough: a next link that vanished looks like an end. Everyone missing is
 * asked for by id, unless so many are missing from a list whose length is the directory's own count.
 *
 * @returns also how many were asked for by id because of it.
 * @throws AppError `read-incomplete` when somebody who is missing from the list turns out to be there.
 */
export async function proveRemovals(
  reading: Reading,
  { groupId, list }: { groupId: string | undefined; list: Collected },
): Promise<{ removals: Removal[]; asked: number }> {
  const missing = reading.staging.people.notSeen();
  if (missing.length === 0) return { removals: [], asked: 0 };
  await reading.report("removals", 0, missing.length);
  const isComplete = list.counted === list.read;
  const asked = missing.length;
  if (groupId === undefined) return { removals: await proveAccountsGone(reading, { missing, isComplete }), asked };
  if (isComplete && missing.length > mostAskedAnyway) {
    return { removals: await tellReasons(reading, missing), asked: 0 };
  }
  return { removals: await proveMembershipsGone(reading, { groupId, missing }), asked };
}

/** Up to here everyone is asked for, also when the count agrees: both may come from an index that left somebody out. */
const mostAskedAnyway = 1_000;

// The list is complete: whoever is not in it left the group, unless the account itself is gone.
async function tellReasons({ session }: Reading, missing: string[]): Promise<Removal[]> {
  const gone = await accountsGone({ session }, missing);
  return missing.map((userId) => ({ userId, reason: gone.has(userId) ? "account-deleted" : "left-group" }));
}

async function proveMembershipsGone(
  { session, report }: Reading,
  { groupId, missing }: { groupId: string; missing: string[] },
): Promise<Removal[]> {
  const verdicts = await verifyMembership(session, {
    groupId,
    userIds: missing,
    onAnswered: (answered) => report("removals", answered, missing.length),
  });
  const stillThere = missing.filter((id) => (verdicts.get(id) ?? "member") === "member");
  if (stillThere.length > 0) throw incomplete(stillThere.length);
  return missing.map((userId) => ({
    userId,
    reason: verdicts.get(userId) === "account-missing" ? "account-deleted" : "left-group",
  }));
}

async function proveAccountsGone(
  { session }: Reading,
  { missing, isComplete }: { missing: string[]; isComplete: boolean },
): Promise<Removal[]> {
  const gone = await accountsGone({ session }, missing);
  // With an agreeing count an account that answers by id was made or restored while we read: it stays.
  if (!isComplete && gone.size < missing.length) throw incomplete(missing.length - gone.size);
  return missing.filter((id) => gone.has(id)).map((userId) => ({ userId, reason: "account-deleted" }));
}

async function accountsGone({ session }: Pick<Reading, "session">, ids: string[]): Promise<Set<string>> {
  const gone = new Set<string>();
  for await (const answer of usersById(session, ids)) {
    for (const id of answer.missing) gone.add(id.toLowerCase());
  }
  return gone;
}

function incomplete(people: number): AppError {
  return new AppError(
    "read-incomplete",
    `Microsoft's list left out ${people} people who are still there. Nothing was changed; run the sync again.`,
  );
}

/**
 * Who would go after a delta run, each asked for by id: people whom no group of the scope holds any more, changed people
 * whose account is gone, and people whose removal an earlier run held.
 *
 * @throws ReadEverythingInstead when Graph says that somebody is a member whom the told changes have out of the scope.
 */
export async function proveChangedRemovals(
  { staging, session, report }: Reading,
  { groupId, missing }: { groupId: string | undefined; missing: string[] },
): Promise<Removal[]> {
  const outside = new Set(groupId === undefined ? [] : await peopleOutsideScope(staging.client));
  const gone = await liveOf(staging.client, missing);
  const held = await peopleStillHeld(staging);
  const candidates = [...new Set([...outside, ...gone, ...held])].sort();
  if (candidates.length === 0) return [];
  await report("removals", 0, candidates.length);
  if (groupId === undefined) {
    const accounts = await accountsGone({ session }, candidates);
    return candidates.filter((id) => accounts.has(id)).map((userId) => ({ userId, reason: "account-deleted" }));
  }
  const verdicts = await verifyMembership(session, {
    groupId,
    userIds: candidates,
    onAnswered: (answered) => report("removals", answered, candidates.length),
  });
  return candidates.flatMap((userId): Removal[] => {
    const verdict = verdicts.get(userId) ?? "member";
    if (verdict === "account-missing") return [{ userId, reason: "account-deleted" }];
    if (verdict === "not-member") return [{ userId, reason: "left-group" }];
    if (outside.has(userId)) throw new ReadEverythingInstead("the told changes and the directory disagree");
    return [];
  });
}

/** Groups of the mirror that no longer exist, each asked for by id unless the list's length is the directory's count. */
export async function proveGroupsGone(reading: Reading, { list }: { list: Collected }): Promise<string[]> {
  const missing = reading.staging.groups.notSeen();
  if (missing.length === 0 || list.counted === list.read) return missing;
  return groupsMissing(reading.session, missing);
}

/** Whether so many removals must be confirmed by a person: above both limits of the guard, or everybody. */
export function exceedsGuard({
  removals,
  live,
  guard,
}: {
  removals: number;
  live: number;
  guard: RemovalGuard;
}): boolean {
  if (removals === 0) return false;
  return removals >= live || (removals > guard.people && removals > guard.share * live);
}
