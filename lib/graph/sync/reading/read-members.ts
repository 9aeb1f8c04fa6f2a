import { planMemberSlices, slicedMemberPages } from "../../client/member-slices.ts";
import {
  countTransitiveMembers,
  type DirectoryObject,
  membersOfGroups,
  transitiveMemberPages,
} from "../../client/members.ts";
import type { Page } from "../../client/pages.ts";
import { isNotSliceable } from "../../client/sliced-pages.ts";
import { mark } from "../staging/mark.ts";
import { PackedIds } from "../staging/packed-ids.ts";
import { type Collected, type Reading, restarting, whileItFallsShort } from "./read.ts";
import { isWorthSlicing } from "./user-plan.ts";

/** Everything in the group, nested groups included. */
export type Members = Collected & {
  people: number;
  /** What is no person, as entry of `staging.people.ids` → type. */
  others: Map<number, string>;
  /** How many slices they were read in, on a first load over a slow line. */
  slices?: number;
  /** Why not, or not in the end, as a sentence. */
  instead?: string;
};

/**
 * Reads the flat list of everyone and everything in the group, nested groups included. The plain list and not the cast
 * to users, because the cast is answered from an index that lags behind: this list decides who is removed. A first load
 * removes nobody, so it may read casts in slices where they hold as many as Microsoft counts.
 */
export async function readMembers(
  reading: Reading,
  { groupId, known }: { groupId: string; known: Promise<void> },
): Promise<Members> {
  const { session, report, firstLoad, staging } = reading;
  const { ids } = staging.people;
  const counted = (await countTransitiveMembers(session, groupId)) ?? null;
  const others = new Map<number, string>();
  let received = 0;
  const take = async (items: readonly DirectoryObject[]) => {
    for (const { id, type } of items) {
      const entry = ids.add(id);
      ids.set(entry, type === "user" ? mark.listed | mark.member : mark.listed);
      // People are nearly all of them and are known by their mark; the few others are kept by type.
      if (type !== "user") others.set(entry, type);
    }
    received += items.length;
    await report("members", received, counted ?? undefined);
  };
  const held = () => ids.count(mark.listed);
  const found = () => ({ read: held(), counted, people: ids.count(mark.member), others });
  const isMissed = () => ids.hasAny({ having: mark.live, lacking: mark.listed });
  const readOn = async (pages: AsyncGenerator<Page<DirectoryObject>>) => {
    for await (const { items } of pages) await take(items);
    await known;
    const again = async () => {
      received = 0;
      for await (const { items } of restarting(() => transitiveMemberPages(session, groupId))) await take(items);
    };
    await whileItFallsShort(again, { counted, held, isMissed, isFirst: firstLoad !== undefined });
  };

  const startedAt = performance.now();
  const listing = restarting(() => transitiveMemberPages(session, groupId));
  const first = await listing.next();
  if (first.done) return found();
  const page = { users: first.value.items.length, ms: performance.now() - startedAt };
  if (!firstLoad || !isWorthSlicing(counted ?? undefined, page)) {
    await take(first.value.items);
    await readOn(listing);
    return found();
  }
  const sliced = await readInSlices(reading, { groupId, collection: "transitiveMembers", take });
  if (sliced.state === "read" && held() === counted) {
    await listing.return(undefined);
    return { ...found(), slices: sliced.slices };
  }
  ids.clearAll(mark.listed | mark.member);
  others.clear();
  received = 0;
  await take(first.value.items);
  await readOn(listing);
  const instead = sliced.state === "read" ? "The slices did not hold as many as the group." : sliced.reason;
  return { ...found(), instead };
}

type Sliced = { state: "read"; slices: number; total: number } | { state: "given-up"; reason: string };

async function readInSlices(
  { session }: Reading,
  {
    take,
    ...of
  }: {
    groupId: string;
    collection: "members" | "transitiveMembers";
    take: (items: readonly DirectoryObject[]) => Promise<void>;
  },
): Promise<Sliced> {
  const planned = await planMemberSlices(session, of);
  if (planned.state === "not-sliceable") return { state: "given-up", reason: planned.reason };
  const { slices, total } = planned;
  try {
    for await (const { page } of slicedMemberPages(session, { ...of, slices })) await take(page.items);
    return { state: "read", slices: slices.length, total };
  } catch (error) {
    if (!isNotSliceable(error)) throw error;
    return { state: "given-up", reason: `The slices were refused: ${error.message}` };
  }
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
  const groups = [groupId, ...nested.filter((id) => id !== groupId)];
  for (const id of groups) memberships.read.add(id);
  if (groups.length === 1) {
    // No group is nested: everything in the group is directly in it, and needs no second reading.
    for (const entry of ids.entries({ having: mark.listed })) {
      await memberships.see(groupId, ids.idOf(entry), { type: members.others.get(entry) ?? "user" });
    }
    return;
  }
  const isRead = members.slices !== undefined && (await readDirectInSlices(reading, { groupId }));
  const read = new Set<string>(isRead ? [groupId] : []);
  for await (const group of membersOfGroups(session, isRead ? groups.slice(1) : groups)) {
    for (const { id, type } of group.members) await memberships.see(group.groupId, id.toLowerCase(), { type });
    await report("nesting", read.add(group.groupId).size, groups.length);
  }
}

/** @returns false when the slices do not hold what Microsoft counts: then the plain list is read as well. */
async function readDirectInSlices(reading: Reading, { groupId }: { groupId: string }): Promise<boolean> {
  const { memberships } = reading.staging;
  const found = new PackedIds();
  const sliced = await readInSlices(reading, {
    groupId,
    collection: "members",
    async take(items) {
      for (const { id, type } of items) {
        found.add(id);
        await memberships.see(groupId, id.toLowerCase(), { type });
      }
    },
  });
  return sliced.state === "read" && found.size === sliced.total;
}
