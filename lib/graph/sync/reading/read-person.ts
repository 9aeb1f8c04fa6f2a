import type { CopiedMemberships } from "../../../config/config.ts";
import { groupsOfUser } from "../../client/members.ts";
import { type MembershipState, verifyMembership } from "../../client/membership.ts";
import { type GraphUser, usersById } from "../../client/users.ts";
import { knowSomePeople } from "../staging/known-rows.ts";
import { stageNames, storedNesting } from "../staging/staging-changes.ts";
import { readRow } from "../staging/user-texts.ts";
import { closureOf } from "./edges.ts";
import type { Reading } from "./read.ts";
import { refuseNameless, takeUsers } from "./read-users.ts";

/**
 * Reads one person by id, and stages what differs from the mirror: their row and supervisor while they are in the scope,
 * their direct memberships, and the name that those they supervise show.
 *
 * @returns what Graph says of them. An absence is only believed when Graph, asked for this very id, says so.
 */
export async function readPerson(
  reading: Reading,
  { id, groupId, memberships }: { id: string; groupId: string | undefined; memberships: CopiedMemberships },
): Promise<{ verdict: MembershipState; received: number }> {
  const { staging, session, run, report } = reading;
  await report("users", 0, 1);
  const user = await userOf(reading, id);
  if (!user) return { verdict: "account-missing", received: 0 };
  // Before the membership is believed: whoever may not see people is shown no groups of theirs either.
  const row = readRow(user);
  refuseNameless(row);
  const verdict = groupId === undefined ? "member" : await membershipOf(reading, { id, groupId });
  // Deleted between the two questions: nothing of what was read is true any more.
  if (verdict === "account-missing") return { verdict, received: 0 };
  await stageNames(staging.client, run, [user]);
  if (verdict === "member") {
    await knowSomePeople(staging.client, staging.people, [id]);
    await takeUsers(staging, { users: [row], scope: "everyone" });
  }
  if (groupId !== undefined || memberships === "all")
    await readDirectGroups({ staging, session }, { id, groupId, memberships });
  await staging.flush();
  return { verdict, received: 1 };
}

async function userOf({ session }: Reading, id: string): Promise<GraphUser | undefined> {
  for await (const { found } of usersById(session, [id])) return found[0];
  return undefined;
}

async function membershipOf(
  { session }: Pick<Reading, "session">,
  { id, groupId }: { id: string; groupId: string },
): Promise<MembershipState> {
  const states = await verifyMembership(session, { groupId, userIds: [id] });
  return states.get(id) ?? "member";
}

/**
 * The groups that the person is directly in: those of the scope, or all. Of a stored membership that Graph's list leaves out (it may,
 * of a group with hidden members) the group is asked; as long as the person is in it in any way, the membership stays
 * for the next run, which is told of changes group by group.
 */
async function readDirectGroups(
  { staging, session }: Pick<Reading, "staging" | "session">,
  { id, groupId, memberships: copied }: { id: string; groupId: string | undefined; memberships: CopiedMemberships },
): Promise<void> {
  const { client, memberships } = staging;
  const scope = groupId === undefined ? new Set<string>() : closureOf(groupId, await storedNesting(client));
  const { rows: stored } = await client.query<{ groupId: string }>(
    `SELECT "groupId" FROM microsoft_graph_group_member WHERE "memberId" = $1 AND ($2::text[] IS NULL OR "groupId" = ANY($2::text[]))`,
    [id, copied === "all" ? null : [...scope]],
  );
  for (const row of stored) memberships.know(row.groupId, id, { type: "user" });
  const direct = (await groupsOfUser(session, id))
    .filter((group) => group.direct && group.type === "group")
    .map(({ id }) => id.toLowerCase());
  for (const group of direct)
    if (copied === "all" || scope.has(group)) await memberships.see(group, id, { type: "user" });
  for (const row of stored) {
    if (direct.includes(row.groupId)) continue;
    const state = await membershipOf({ session }, { id, groupId: row.groupId });
    if (state !== "not-member") await memberships.see(row.groupId, id, { type: "user" });
  }
}
