import { countDirectMembers, groupsOfUsers, membersOfGroups } from "../../client/members.ts";
import type { Proof } from "../ledger.ts";
import { mark } from "../staging/mark.ts";
import type { Staging } from "../staging/staging.ts";
import { stageJoins } from "../staging/staging-changes.ts";
import { type Reading, restarting } from "./read.ts";

/**
 * Reads who is directly in the groups outside the scope: groups, and people of the mirror. Of anybody else nothing is kept,
 * not even the id. A group whose members are not shown to us keeps those it had, and so does one whose list is doubted.
 */
export async function readOtherMemberships(
  reading: Reading,
  { groupsGone, roles }: { groupsGone: readonly string[]; roles: string[] | null },
): Promise<NonNullable<Proof["memberships"]>> {
  const { staging, session, report } = reading;
  const { memberships, groups } = staging;
  const gone = new Set(groupsGone);
  const listed = [...groups.ids.entries({ having: mark.seen }), ...groups.ids.entries(leftOutOfList)];
  const ids = listed.map((entry) => groups.ids.idOf(entry));
  const others = new Set(ids.filter((id) => !memberships.read.has(id) && !gone.has(id)));
  const refused = new Set<string>();
  const answered = new Set<string>();
  const listings = restarting(() => membersOfGroups(session, [...others], { refused: (id) => refused.add(id) }));
  for await (const { groupId, members } of listings) {
    for (const { id, type } of members) await seeIfKept(staging, { groupId, id, type });
    await report("memberships", answered.add(groupId).size, others.size);
  }
  for (const id of others) memberships.read.add(id);
  memberships.keep(refused);
  const doubted = await doubtedLists(reading, { groupIds: others, roles });
  memberships.keep(doubted);
  return { groups: others.size - refused.size, refused: refused.size, doubted: doubted.size };
}

const leftOutOfList = { having: mark.live, lacking: mark.seen };

async function seeIfKept(
  { memberships, people }: Staging,
  { groupId, id, type }: { groupId: string; id: string; type: string },
): Promise<void> {
  const entry = type === "user" ? people.ids.find(id) : -1;
  const isOurs = entry >= 0 && people.ids.has(entry, mark.stored | mark.seen);
  if (type === "group" || isOurs) await memberships.see(groupId, id.toLowerCase(), { type });
}

/**
 * A next link that vanished looks like an end. A list that lacks what the mirror has is therefore read once more, and
 * believed when it holds as many as Microsoft counts. Of a group that hides its members nothing is believed empty: so it
 * looks, in the count too, to whoever lost the permission to see them.
 *
 * @returns the groups whose lists are not believed.
 */
async function doubtedLists(
  { staging, session }: Reading,
  { groupIds, roles }: { groupIds: ReadonlySet<string>; roles: string[] | null },
): Promise<Set<string>> {
  const { memberships, people } = staging;
  // Lists leave deleted accounts out, which keep their memberships (writeMemberships): their absence says nothing.
  const isRemoved = (id: string) => {
    const entry = people.ids.find(id);
    return entry >= 0 && people.ids.has(entry, mark.stored) && !people.ids.has(entry, mark.live);
  };
  const short = new Map<string, Set<string>>();
  for (const { groupId, memberId } of memberships.notSeen()) {
    if (groupIds.has(groupId) && !isRemoved(memberId)) short.set(groupId, new Set());
  }
  // Heard and let go: what was refused the first time has been kept already.
  const listings = restarting(() => membersOfGroups(session, [...short.keys()], { refused: () => {} }));
  for await (const { groupId, members } of listings) {
    for (const { id, type } of members) {
      short.get(groupId)?.add(id.toLowerCase());
      await seeIfKept(staging, { groupId, id, type });
    }
  }
  const doubted = new Set<string>();
  const hidden = roles?.includes("Member.Read.Hidden") ? new Set() : await hiddenAmong(staging, [...short.keys()]);
  for (const [groupId, found] of short) {
    const counted = await countDirectMembers(session, groupId);
    const isShort = counted !== undefined && found.size < counted;
    if (isShort || (found.size === 0 && hidden.has(groupId))) doubted.add(groupId);
  }
  return doubted;
}

async function hiddenAmong({ client }: Staging, groupIds: string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM microsoft_graph_group WHERE id = ANY($1::text[]) AND visibility = 'HiddenMembership'`,
    [groupIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Stages the groups of people who are new to the mirror: what they were in before was not kept, and no change tells it. */
export async function readGroupsOfNewcomers({ staging, session, run }: Reading): Promise<void> {
  const { ids } = staging.people;
  const newcomers = [...ids.entries({ having: mark.staged, lacking: mark.stored })].map((entry) => ids.idOf(entry));
  for await (const { userId, groupIds } of groupsOfUsers(session, newcomers)) {
    await stageJoins(staging.client, run, { userId, groupIds });
  }
}
