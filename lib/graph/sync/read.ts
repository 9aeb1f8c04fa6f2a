import { deletedUserIds } from "../client/deleted-users.ts";
import { isExpiredPage } from "../client/errors.ts";
import type { GraphSession } from "../client/graph.ts";
import { countGroups, groupPages } from "../client/groups.ts";
import { countTransitiveMembers, membersOfGroups, transitiveMemberPages } from "../client/members.ts";
import { countUsers, type GraphUser, userPages, usersById } from "../client/users.ts";
import type { Phase } from "./ledger.ts";
import { mark } from "./mark.ts";
import { groupCells, userCells } from "./rows.ts";
import type { StagedObjects } from "./staged-objects.ts";
import type { Staging } from "./staging.ts";
import { stageDeletedAccounts } from "./staging-changes.ts";

/** What every reader of a run needs: where to read, where to stage, and whom to tell. */
export type Reading = {
  staging: Staging;
  session: GraphSession;
  run: number;
  report: (phase: Phase, done: number, total?: number) => Promise<void>;
};

/** A collection that was read to its end: distinct objects received, and the directory's own count where it gives one. */
export type Collected = { read: number; counted: number | null };

/** Everything in the group, nested groups included. */
export type Members = Collected & {
  people: number;
  /** What is no person, as entry of `staging.people.ids` → type. */
  others: Map<number, string>;
};

/**
 * Reads the flat list of everyone and everything in the group, nested groups included. The plain list and not the cast
 * to users, because the cast is answered from an index that lags behind: this list decides who is removed.
 */
export async function readMembers(reading: Reading, { groupId }: { groupId: string }): Promise<Members> {
  const { staging, session, report } = reading;
  const counted = (await countTransitiveMembers(session, groupId)) ?? null;
  const { ids } = staging.people;
  const types = new Map<number, string>();
  let received = 0;
  for await (const page of restarting(() => transitiveMemberPages(session, groupId))) {
    for (const { id, type } of page.items) {
      const entry = ids.add(id);
      ids.set(entry, type === "user" ? mark.listed | mark.member : mark.listed);
      // People are nearly all of them and are known by their mark; the few others are kept by type.
      if (type !== "user") types.set(entry, type);
    }
    received += page.items.length;
    await report("members", received, counted ?? undefined);
  }
  return { read: ids.count(mark.listed), counted, others: types, people: ids.count(mark.member) };
}

/** Reads who is directly in the group and in each group nested in it. */
export async function readDirectMembers(
  reading: Reading,
  { groupId, members }: { groupId: string; members: Members },
): Promise<void> {
  const { staging, session, report } = reading;
  const { memberships } = staging;
  const { ids } = staging.people;
  const nested = [...members.others].flatMap(([entry, type]) => (type === "group" ? [ids.idOf(entry)] : []));
  const asked = [groupId, ...nested.filter((id) => id !== groupId)];
  for (const id of asked) memberships.read.add(id);
  if (asked.length === 1) {
    // No group is nested: everything in the group is directly in it, and needs no second reading.
    for (const entry of ids.entries({ having: mark.listed })) {
      await memberships.see(groupId, ids.idOf(entry), { type: members.others.get(entry) ?? "user" });
    }
    return;
  }
  const read = new Set<string>();
  for await (const group of membersOfGroups(session, asked)) {
    for (const { id, type } of group.members) await memberships.see(group.groupId, id.toLowerCase(), { type });
    await report("nesting", read.add(group.groupId).size, asked.length);
  }
}

/** Reads every group of the directory. */
export async function readGroups({ staging, session }: Reading): Promise<Collected> {
  const counted = (await countGroups(session)) ?? null;
  const { groups } = staging;
  for await (const page of restarting(() => groupPages(session))) {
    for (const group of page.items) await groups.see(groups.ids.add(group.id), groupCells(group));
  }
  return { read: groups.ids.count(mark.seen), counted };
}

/** Reads who is in the recycle bin. */
export async function readDeletedAccounts({ staging, session, run }: Reading): Promise<void> {
  for await (const ids of deletedUserIds(session)) await stageDeletedAccounts(staging.client, run, ids);
}

/** Reads every user of the directory, with supervisors in the same requests. @returns also the number received. */
export async function readEveryone(reading: Reading): Promise<Collected & { received: number }> {
  const counted = (await countUsers(reading.session)) ?? null;
  const received = await listUsers(reading, { scope: "everyone", total: counted ?? undefined });
  return { read: reading.staging.people.ids.count(mark.seen), counted, received };
}

/** How the members' user objects are read. */
export type UserPlan = "listing" | "by-id";

/**
 * Reads the user objects of the listed members, with supervisors in the same requests.
 *
 * Asking by id takes 300 people a request (20 queries of 15 ids), listing the directory 100 to 999; so a group that is
 * a small part of its directory is asked for by id, and the directory is never read for it. Whoever a listing did not
 * show is asked for by id afterwards, so that a listing cut short loses nobody.
 */
export async function readMembersAsUsers(
  reading: Reading,
  { members }: { members: number },
): Promise<{ received: number; plan: UserPlan; askedById: number }> {
  const { people } = reading.staging;
  const directory = await countUsers(reading.session);
  const plan: UserPlan = directory === undefined || members * 3 < directory ? "by-id" : "listing";
  const listed = plan === "listing" ? await listUsers(reading, { scope: "members", total: directory }) : 0;
  const missing = people.membersNotSeen();
  const found = await askById(reading, { ids: missing, total: members });
  return { received: listed + found, plan, askedById: plan === "listing" ? missing.length : 0 };
}

/** Which users of a page belong to the run: its members, or every user of the directory. */
export type Scope = "members" | "everyone";

/** Takes a page of users: whoever is in the scope is compared with the mirror. */
export async function takeUsers(
  people: StagedObjects,
  { users, scope }: { users: readonly GraphUser[]; scope: Scope },
): Promise<void> {
  for (const user of users) {
    const entry = scope === "everyone" ? people.ids.add(user.id) : people.ids.find(user.id);
    if (entry < 0 || (scope === "members" && !people.ids.has(entry, mark.member))) continue;
    const full = people.see(entry, userCells(user));
    if (full) await full;
  }
}

async function listUsers(
  { staging, session, report }: Reading,
  { scope, total }: { scope: Scope; total?: number },
): Promise<number> {
  let received = 0;
  for await (const page of restarting(() => userPages(session))) {
    await takeUsers(staging.people, { users: page.items, scope });
    received += page.items.length;
    await report("users", received, total);
  }
  return received;
}

async function askById(
  { staging, session, report }: Reading,
  { ids, total }: { ids: string[]; total: number },
): Promise<number> {
  let received = 0;
  for await (const { found } of usersById(session, ids)) {
    await takeUsers(staging.people, { users: found, scope: "members" });
    received += found.length;
    await report("users", total - ids.length + received, total);
  }
  return received;
}

// A page token that has grown too old (400 Directory_ExpiredPageToken, seen in large tenants) says nothing about what
// was read: the listing starts over. Staging takes a page twice without harm.
async function* restarting<Item>(listing: () => AsyncGenerator<Item>): AsyncGenerator<Item> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      yield* listing();
      return;
    } catch (error) {
      if (!isExpiredPage(error) || attempt === listingAttempts) throw error;
    }
  }
}

const listingAttempts = 5;
