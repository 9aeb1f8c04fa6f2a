import type { CopiedMemberships } from "../../../config/config.ts";
import { type Changed, type DeltaCollection, deltaPages } from "../../client/delta.ts";
import { isResyncRequired } from "../../client/errors.ts";
import { groupsById } from "../../client/groups.ts";
import { verifyMembership } from "../../client/membership.ts";
import { usersById } from "../../client/users.ts";
import type { Cursors } from "../cursor.ts";
import { knowGroups, knowSomePeople } from "../staging/known-rows.ts";
import { mark } from "../staging/mark.ts";
import { groupRow } from "../staging/rows.ts";
import {
  affectedPeople,
  returnedAccounts,
  stageDeletedAccounts,
  stageEffectiveMembers,
  stageNames,
} from "../staging/staging-changes.ts";
import { readRow } from "../staging/user-texts.ts";
import { readEdges } from "./edges.ts";
import type { Reading } from "./read.ts";
import { readGroupsOfNewcomers } from "./read-other-memberships.ts";
import { takeUsers } from "./read-users.ts";

/** The changes cannot be trusted or are too many: this run reads everything instead, for this reason. */
export class ReadEverythingInstead extends Error {}

export type Changes = {
  received: number;
  /** Changed people whom Graph, asked by id, no longer knows. */
  missing: string[];
  cursors: Cursors;
  /** Groups of the scope after the changes; undefined when everybody is the scope and no memberships are copied. */
  scopeGroups: string[] | undefined;
  groupsGone: string[];
};

/** Above this, reading everything is cheaper than asking for each by id. */
const mostChanges = 50_000;

/**
 * Reads what changed since the last run. Delta tells which objects changed; what they are now is read from the objects
 * themselves. So a replay, a page out of order, a property that is absent because it is unchanged, or the several forms
 * in which a supervisor's change was seen, can do no harm.
 *
 * @throws ReadEverythingInstead when a link is dead or the changes are too many.
 */
export async function readChanges(
  reading: Reading,
  { cursors, groupId, memberships }: { cursors: Cursors; groupId: string | undefined; memberships: CopiedMemberships },
): Promise<Changes> {
  const users = await readRound(reading, { collection: "users", link: cursors.users });
  const groups = await readRound(reading, { collection: "groups", link: cursors.groups });
  const scopeGroups =
    groupId === undefined && memberships === "scope"
      ? undefined
      : await readEdges(reading, { groupId, changes: groups.changed, memberships });
  if (scopeGroups && groupId !== undefined)
    await stageEffectiveMembers(reading.staging.client, reading.run, scopeGroups);
  await noticeReturned(reading, { changed: users.changed, groupId });
  const groupsGone = await readChangedGroups(reading, [...groups.changed.keys()]);
  const { received, missing } = await readChangedUsers(reading, [...users.changed.keys()], {
    everyone: groupId === undefined,
  });
  if (memberships === "all") await readGroupsOfNewcomers(reading);
  return {
    received,
    missing,
    cursors: { users: users.deltaLink, groups: groups.deltaLink },
    scopeGroups,
    groupsGone,
  };
}

/**
 * A soft-deleted account keeps its memberships, and no change of a group tells them when it is restored. Somebody who was
 * in the recycle bin and is back may therefore be a member we do not know of.
 */
async function noticeReturned(
  { staging, session, run }: Reading,
  { changed, groupId }: { changed: Map<string, Changed>; groupId: string | undefined },
): Promise<void> {
  const [removed, present] = [true, false].map((isRemoved) =>
    [...changed.values()].filter((user) => user.isRemoved === isRemoved).map((user) => user.id),
  );
  await stageDeletedAccounts(staging.client, run, removed ?? []);
  if (groupId === undefined) return;
  const returned = await returnedAccounts(staging.client, present ?? []);
  if (returned.length === 0) return;
  const verdicts = await verifyMembership(session, { groupId, userIds: returned });
  if (returned.some((id) => verdicts.get(id) === "member")) {
    throw new ReadEverythingInstead("a deleted account came back whose memberships are not told");
  }
}

/** Every object of a round, with the last word on each and all changes of members in order. */
async function readRound(
  { session, report }: Reading,
  { collection, link }: { collection: DeltaCollection; link: string },
): Promise<{ changed: Map<string, Changed>; deltaLink: string }> {
  const changed = new Map<string, Changed>();
  let next = link;
  try {
    for await (const { items, deltaLink } of deltaPages(session, link, { collection })) {
      for (const item of items) {
        const before = changed.get(item.id);
        changed.set(item.id, { ...item, members: [...(before?.members ?? []), ...item.members] });
      }
      if (changed.size > mostChanges)
        throw new ReadEverythingInstead(`more than ${mostChanges} changes of ${collection}`);
      if (deltaLink) next = deltaLink;
      await report(collection, changed.size);
    }
  } catch (error) {
    if (isResyncRequired(error)) {
      throw new ReadEverythingInstead(`Microsoft no longer knows the delta link of ${collection} (${error.graphCode})`);
    }
    throw error;
  }
  return { changed, deltaLink: next };
}

async function readChangedGroups({ staging, session }: Reading, ids: string[]): Promise<string[]> {
  const { groups, client } = staging;
  if (ids.length > 0) await knowGroups(client, groups);
  const gone: string[] = [];
  for await (const { found, missing } of groupsById(session, ids)) {
    for (const group of found) await groups.see(groups.ids.add(group.id), groupRow(group));
    gone.push(...missing);
  }
  return gone;
}

async function readChangedUsers(
  reading: Reading,
  changed: string[],
  { everyone }: { everyone: boolean },
): Promise<{ received: number; missing: string[] }> {
  const { staging, session, run, report } = reading;
  const { people, client } = staging;
  const affected = everyone ? changed.map((id) => ({ id, isMember: true })) : await affectedPeople(client, changed);
  const ids = affected.map(({ id }) => id);
  await knowSomePeople(client, people, ids);
  for (const { id, isMember } of affected) if (isMember) people.ids.set(people.ids.add(id), mark.member);
  const missing: string[] = [];
  let received = 0;
  for await (const { found, missing: unknown } of usersById(session, ids)) {
    await takeUsers(staging, { users: found.map(readRow), scope: "members" });
    await stageNames(client, run, found);
    missing.push(...unknown.map((id) => id.toLowerCase()));
    received += found.length;
    await report("users", received, ids.length);
  }
  return { received, missing };
}
