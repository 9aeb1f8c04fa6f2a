import { deletedUserIds } from "../client/deleted-users.ts";
import { isExpiredPage } from "../client/errors.ts";
import type { GraphSession } from "../client/graph.ts";
import { countGroups, groupPages } from "../client/groups.ts";
import { countTransitiveMembers, membersOfGroups, transitiveMemberPages } from "../client/members.ts";
import { countUsers, userPages, usersById } from "../client/users.ts";
import type { Phase } from "./ledger.ts";
import { groupRow, userRow } from "./rows.ts";
import {
  copyMembersAsDirect,
  countStaged,
  membersNotSeen,
  type Staging,
  stageDirectMembers,
  stagedMembers,
  stageGroups,
  stageMembers,
  stageUsers,
} from "./staging.ts";
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

/**
 * Reads the flat list of everyone and everything in the group, nested groups included. The plain list and not the cast
 * to users, because the cast is answered from an index that lags behind: this list decides who is removed.
 */
export async function readMembers(reading: Reading, { groupId }: { groupId: string }): Promise<Collected> {
  const { staging, session, run, report } = reading;
  const counted = (await countTransitiveMembers(session, groupId)) ?? null;
  let received = 0;
  for await (const page of restarting(() => transitiveMemberPages(session, groupId))) {
    await stageMembers(staging, run, page.items);
    received += page.items.length;
    await report("members", received, counted ?? undefined);
  }
  return { read: await countStaged(staging, run, "member"), counted };
}

/** Reads who is directly in the group and in each group nested in it. */
export async function readDirectMembers(reading: Reading, { groupId }: { groupId: string }): Promise<void> {
  const { staging, session, run, report } = reading;
  const nested = (await stagedMembers(staging, run, "group")).filter((id) => id !== groupId);
  if (nested.length === 0) {
    await copyMembersAsDirect(staging, run, groupId);
    return;
  }
  const read = new Set<string>();
  for await (const group of membersOfGroups(session, [groupId, ...nested])) {
    await stageDirectMembers(staging, run, group);
    await report("nesting", read.add(group.groupId).size, nested.length + 1);
  }
}

/** Reads every group of the directory. */
export async function readGroups({ staging, session, run, report }: Reading): Promise<Collected> {
  const counted = (await countGroups(session)) ?? null;
  let received = 0;
  for await (const page of restarting(() => groupPages(session))) {
    await stageGroups(staging, run, page.items.map(groupRow));
    received += page.items.length;
    await report("groups", received, counted ?? undefined);
  }
  return { read: await countStaged(staging, run, "seen-group"), counted };
}

/** Reads who is in the recycle bin. */
export async function readDeletedAccounts({ staging, session, run }: Reading): Promise<void> {
  for await (const ids of deletedUserIds(session)) await stageDeletedAccounts(staging, run, ids);
}

/** Reads every user of the directory, with supervisors in the same requests. @returns also the number received. */
export async function readEveryone(reading: Reading): Promise<Collected & { received: number }> {
  const counted = (await countUsers(reading.session)) ?? null;
  const received = await listUsers(reading, { scope: "everyone", total: counted ?? undefined });
  return { read: await countStaged(reading.staging, reading.run, "seen"), counted, received };
}

/** How the members' user objects are read. */
export type UserPlan = "listing" | "by-id";

/**
 * Reads the user objects of the staged members, with supervisors in the same requests.
 *
 * Asking by id takes 300 people a request (20 queries of 15 ids), listing the directory 100 to 999; so a group that is
 * a small part of its directory is asked for by id, and the directory is never read for it. Whoever a listing did not
 * show is asked for by id afterwards, so that a listing cut short loses nobody.
 */
export async function readMembersAsUsers(
  reading: Reading,
): Promise<{ received: number; plan: UserPlan; askedById: number }> {
  const { staging, session, run } = reading;
  const members = (await stagedMembers(staging, run, "user")).length;
  const directory = await countUsers(session);
  const plan: UserPlan = directory === undefined || members * 3 < directory ? "by-id" : "listing";
  const listed = plan === "listing" ? await listUsers(reading, { scope: "members", total: directory }) : 0;
  const missing = await membersNotSeen(staging, run);
  const found = await askById(reading, { ids: missing, total: members });
  return { received: listed + found, plan, askedById: plan === "listing" ? missing.length : 0 };
}

async function listUsers(
  { staging, session, run, report }: Reading,
  { scope, total }: { scope: "members" | "everyone"; total?: number },
): Promise<number> {
  let received = 0;
  for await (const page of restarting(() => userPages(session))) {
    await stageUsers(staging, run, { rows: page.items.map(userRow), scope });
    received += page.items.length;
    await report("users", received, total);
  }
  return received;
}

async function askById(
  { staging, session, run, report }: Reading,
  { ids, total }: { ids: string[]; total: number },
): Promise<number> {
  let received = 0;
  for await (const { found } of usersById(session, ids)) {
    await stageUsers(staging, run, { rows: found.map(userRow), scope: "members" });
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
