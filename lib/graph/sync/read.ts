import type { Database } from "../../db/database.ts";
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
  stageDirectMembers,
  stagedMembers,
  stageGroups,
  stageMembers,
  stageUsers,
} from "./staging.ts";

/** What every reader of a run needs: where to read, where to stage, and whom to tell. */
export type Reading = {
  db: Database;
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
  const { db, session, run, report } = reading;
  const counted = (await countTransitiveMembers(session, groupId)) ?? null;
  let received = 0;
  for await (const page of transitiveMemberPages(session, groupId)) {
    await stageMembers(db, run, page.items);
    received += page.items.length;
    await report("members", received, counted ?? undefined);
  }
  return { read: await countStaged(db, run, "member"), counted };
}

/** Reads who is directly in the group and in each group nested in it. */
export async function readDirectMembers(reading: Reading, { groupId }: { groupId: string }): Promise<void> {
  const { db, session, run } = reading;
  const nested = (await stagedMembers(db, run, "group")).filter((id) => id !== groupId);
  if (nested.length === 0) {
    await copyMembersAsDirect(db, run, groupId);
    return;
  }
  for await (const group of membersOfGroups(session, [groupId, ...nested])) {
    await stageDirectMembers(db, run, group);
  }
}

/** Reads every group of the directory. */
export async function readGroups({ db, session, run, report }: Reading): Promise<Collected> {
  const counted = (await countGroups(session)) ?? null;
  let received = 0;
  for await (const page of groupPages(session)) {
    await stageGroups(db, run, page.items.map(groupRow));
    received += page.items.length;
    await report("groups", received, counted ?? undefined);
  }
  return { read: await countStaged(db, run, "seen-group"), counted };
}

/** Reads every user of the directory, with supervisors in the same requests. @returns also the number received. */
export async function readEveryone(reading: Reading): Promise<Collected & { received: number }> {
  const counted = (await countUsers(reading.session)) ?? null;
  const received = await listUsers(reading, { scope: "everyone", total: counted ?? undefined });
  return { read: await countStaged(reading.db, reading.run, "seen"), counted, received };
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
  const { db, session, run } = reading;
  const members = (await stagedMembers(db, run, "user")).length;
  const directory = await countUsers(session);
  const plan: UserPlan = directory === undefined || members * 3 < directory ? "by-id" : "listing";
  const listed = plan === "listing" ? await listUsers(reading, { scope: "members", total: directory }) : 0;
  const missing = await membersNotSeen(db, run);
  const found = await askById(reading, { ids: missing, total: members });
  return { received: listed + found, plan, askedById: plan === "listing" ? missing.length : 0 };
}

async function listUsers(
  { db, session, run, report }: Reading,
  { scope, total }: { scope: "members" | "everyone"; total?: number },
): Promise<number> {
  let received = 0;
  for await (const page of userPages(session)) {
    await stageUsers(db, run, { rows: page.items.map(userRow), scope });
    received += page.items.length;
    await report("users", received, total);
  }
  return received;
}

async function askById(
  { db, session, run, report }: Reading,
  { ids, total }: { ids: string[]; total: number },
): Promise<number> {
  let received = 0;
  for await (const { found } of usersById(session, ids)) {
    await stageUsers(db, run, { rows: found.map(userRow), scope: "members" });
    received += found.length;
    await report("users", total - ids.length + received, total);
  }
  return received;
}
