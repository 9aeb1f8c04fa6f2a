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
import { knowMirror } from "./staging.ts";

/** Reads everything there is in the scope. The links for the next delta run come first: see `linkFromNow`. */
export async function readEverything(reading: Reading, { scope }: { scope: ResolvedScope }): Promise<Findings> {
  const known = knowMirror(reading.staging);
  // Awaited before the first object is compared; until then Graph is already being asked.
  known.catch(() => {});
  const cursors = await cursorsFromNow(reading.session);
  // Neither list waits for the other. What fails first ends the run.
  const [people, groups] = await Promise.all([
    readPeople(reading, { groupId: scope.group?.id, known }),
    known.then(() => readGroups(reading)),
    readDeletedAccounts(reading),
  ]);
  const removals = await proveRemovals(reading, { groupId: scope.group?.id, list: people.list });
  const groupsGone = await proveGroupsGone(reading, { list: groups });
  const countAgreed = people.list.counted === people.list.read;
  await reading.staging.flush();
  return {
    staging: reading.staging,
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

async function readPeople(
  reading: Reading,
  { groupId, known }: { groupId: string | undefined; known: Promise<void> },
): Promise<People> {
  if (groupId === undefined) {
    await known;
    const { received, ...list } = await readEveryone(reading);
    return { list, users: { ...list, plan: "listing" }, received, askedById: 0 };
  }
  const members = await readMembers(reading, { groupId });
  await known;
  await readDirectMembers(reading, { groupId, members });
  const { received, plan, askedById } = await readMembersAsUsers(reading, { members: members.people });
  const list = { read: members.read, counted: members.counted };
  return { list, members: list, users: { read: received, counted: null, plan }, received, askedById };
}
