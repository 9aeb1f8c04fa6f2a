import { cursorsFromNow } from "./cursor.ts";
import type { Findings } from "./findings.ts";
import {
  type Collected,
  type Reading,
  readDeletedAccounts,
  readDirectMembers,
  readEveryone,
  readGroups,
  readMembers,
  readMembersAsUsers,
} from "./read.ts";
import { proveGroupsGone, proveRemovals } from "./removals.ts";
import type { ResolvedScope } from "./scope.ts";

/** Reads everything there is in the scope. The links for the next delta run come first: see `linkFromNow`. */
export async function readEverything(reading: Reading, { scope }: { scope: ResolvedScope }): Promise<Findings> {
  const cursors = await cursorsFromNow(reading.session);
  const people = scope.group ? await readGroupOfPeople(reading, scope.group.id) : await readAllPeople(reading);
  const groups = await readGroups(reading);
  await readDeletedAccounts(reading);
  const removals = await proveRemovals(reading, { groupId: scope.group?.id, list: people.list });
  const groupsGone = await proveGroupsGone(reading, { list: groups });
  const countAgreed = people.list.counted === people.list.read;
  return {
    read: people.received,
    removals,
    groupsGone,
    cursors,
    proof: {
      roles: scope.roles,
      members: people.members,
      users: people.users,
      groups,
      askedById: people.askedById + (countAgreed ? 0 : removals.length),
    },
  };
}

type People = {
  /** The list whose completeness decides removals. */
  list: Collected;
  members?: Collected;
  users: Collected & { plan: "listing" | "by-id" };
  received: number;
  askedById: number;
};

async function readGroupOfPeople(reading: Reading, groupId: string): Promise<People> {
  const members = await readMembers(reading, { groupId });
  await readDirectMembers(reading, { groupId });
  const { received, plan, askedById } = await readMembersAsUsers(reading);
  return { list: members, members, users: { read: received, counted: null, plan }, received, askedById };
}

async function readAllPeople(reading: Reading): Promise<People> {
  const { received, ...list } = await readEveryone(reading);
  return { list, users: { ...list, plan: "listing" }, received, askedById: 0 };
}
