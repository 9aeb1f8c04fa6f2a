import type { Database } from "../../db/database.ts";
import { type Cursors, cursorsFromNow } from "./cursor.ts";
import type { Findings } from "./findings.ts";
import type { Proof } from "./ledger.ts";
import { type Collected, type Reading, readDeletedAccounts, readGroups } from "./reading/read.ts";
import { readDirectMembers, readMembers } from "./reading/read-members.ts";
import { readOtherMemberships } from "./reading/read-other-memberships.ts";
import { readDoubtful, readEveryone, readMembersAsUsers, type UsersRead } from "./reading/read-users.ts";
import { proveGroupsGone, proveRemovals } from "./removals.ts";
import type { ResolvedScope } from "./scope.ts";
import { correctPeople } from "./staging/known-rows.ts";
import { mark } from "./staging/mark.ts";
import { knowMirror, type Staging } from "./staging/staging.ts";

/** Reads everything there is in the scope. The links for the next delta run come first: see `linkFromNow`. */
export async function readEverything(
  reading: Reading,
  { scope, db }: { scope: ResolvedScope; db: Database },
): Promise<Findings> {
  const known = knowMirror(reading.staging);
  const { people: staged } = reading.staging;
  staged.corrected = known.then(() => correctPeople(db, staged));
  // Awaited before an object is compared with what they tell; until then Graph is already being asked.
  known.catch(() => {});
  staged.corrected.catch(() => {});
  const cursors = await cursorsOf(reading);
  // Neither list waits for the other. What fails first ends the run.
  const [people, groups] = await Promise.all([
    readPeople(reading, { groupId: scope.group?.id, known }),
    known.then(() => readGroups(reading)),
    readDeletedAccounts(reading),
  ]);
  const doubtful = await readDoubtful(reading);
  const { removals, asked } = await proveRemovals(reading, { groupId: scope.group?.id, list: people.list });
  const groupsGone = await proveGroupsGone(reading, { list: groups });
  const scopeGroups = [...reading.staging.memberships.read];
  const memberships =
    scope.memberships === "all" ? await readOtherMemberships(reading, { groupsGone, roles: scope.roles }) : undefined;
  await reading.staging.flush();
  return {
    staging: reading.staging,
    read: people.users.received,
    removals,
    groupsGone,
    scopeGroups,
    cursors,
    proof: {
      roles: scope.roles,
      members: people.members,
      users: { ...people.users, read: people.users.received, counted: people.members ? null : people.list.counted },
      groups,
      memberships,
      askedById: people.askedById + doubtful + asked,
    },
  };
}

/** A load that is taken up again goes on from the links of its beginning: they tell what changed in between. */
async function cursorsOf({ session, firstLoad }: Reading): Promise<Cursors | undefined> {
  if (!firstLoad) return await cursorsFromNow(session);
  if (!firstLoad.from) firstLoad.cursors = await cursorsFromNow(session);
  return firstLoad.cursors;
}

type People = {
  /** The list whose completeness decides removals. */
  list: Collected;
  members?: Proof["members"];
  users: UsersRead;
  askedById: number;
};

async function readPeople(
  reading: Reading,
  { groupId, known }: { groupId: string | undefined; known: Promise<void> },
): Promise<People> {
  if (groupId === undefined) {
    await known;
    return { ...(await readEveryone(reading)), askedById: 0 };
  }
  const members = await readMembers(reading, { groupId, known });
  await known;
  await readDirectMembers(reading, { groupId, members });
  if (reading.firstLoad?.from) await dropStrangers(reading.staging);
  const { read, counted, slices, instead } = members;
  return {
    list: members,
    members: { read, counted, slices, instead },
    ...(await readMembersAsUsers(reading, { members: members.people })),
  };
}

/** Of those whom an interrupted load has staged, some may have left the group since. */
async function dropStrangers({ client, people }: Staging): Promise<void> {
  const strangers = [...people.ids.entries({ having: mark.staged, lacking: mark.member })];
  if (strangers.length === 0) return;
  const ids = strangers.map((entry) => people.ids.idOf(entry));
  await client.query("DELETE FROM sync_staged_user WHERE id = ANY($1::text[])", [ids]);
  people.forget(strangers);
}
