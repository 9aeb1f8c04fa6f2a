import type pg from "pg";
import type { GraphUser } from "../../client/users.ts";
import { wholeRunKinds } from "../ledger.ts";
import { mark } from "./mark.ts";
import type { Staging } from "./staging.ts";

/*
 * What a delta run was told. Collections of `sync_staged`:
 *   join:GROUP, leave:GROUP   a direct member that GROUP got or lost (data of join: its type)
 *   deleted                   an account in the recycle bin (full runs stage all of them)
 *   named                     the present name of somebody who supervises people of the mirror
 * and the temporary table `effective`: everyone who is in the scope after the changes.
 */

export type EdgeChange = { id: string; type: string; isRemoved: boolean };

/** The nesting that is stored: group → groups directly in it. */
export async function storedNesting(client: pg.ClientBase): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ groupId: string; memberId: string }>(
    `SELECT "groupId", "memberId" FROM microsoft_graph_group_member WHERE "memberType" = 'group'`,
  );
  const nesting = new Map<string, Set<string>>();
  for (const { groupId, memberId } of rows) {
    const nested = nesting.get(groupId) ?? new Set();
    nesting.set(groupId, nested.add(memberId));
  }
  return nesting;
}

export async function stageEdgeChanges(
  client: pg.ClientBase,
  run: number,
  { groupId, members }: { groupId: string; members: EdgeChange[] },
): Promise<void> {
  const last = [...new Map(members.map((member) => [member.id, member])).values()];
  await client.query(
    `INSERT INTO sync_staged ("runId", collection, id, data)
     SELECT $1, CASE WHEN removed THEN 'leave:' ELSE 'join:' END || $2, id, to_json(type)
     FROM unnest($3::text[], $4::text[], $5::boolean[]) AS c(id, type, removed)
     ON CONFLICT DO NOTHING`,
    [
      run,
      groupId,
      last.map((member) => member.id),
      last.map((member) => member.type),
      last.map((member) => member.isRemoved),
    ],
  );
}

/** Stages that a user is directly in groups. */
export async function stageJoins(
  client: pg.ClientBase,
  run: number,
  { userId, groupIds }: { userId: string; groupIds: string[] },
): Promise<void> {
  await client.query(
    `INSERT INTO sync_staged ("runId", collection, id, data)
     SELECT $1, 'join:' || g.id, $2, to_json('user'::text) FROM unnest($3::text[]) AS g(id) ON CONFLICT DO NOTHING`,
    [run, userId, groupIds],
  );
}

/** Of these, the groups that are live in the mirror. */
export async function liveGroupsOf(client: pg.ClientBase, ids: string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM microsoft_graph_group WHERE id = ANY($1::text[]) AND "deletedAt" IS NULL`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Works out who is in the scope after the changes, without asking Graph: from the stored memberships and the staged changes. */
export async function stageEffectiveMembers(client: pg.ClientBase, run: number, scopeGroups: string[]): Promise<void> {
  await client.query("CREATE TEMPORARY TABLE effective (id text PRIMARY KEY)");
  await client.query(
    `INSERT INTO effective
     SELECT m."memberId" FROM microsoft_graph_group_member m
       LEFT JOIN sync_staged l ON l."runId" = $1 AND l.collection = 'leave:' || m."groupId" AND l.id = m."memberId"
     WHERE m."groupId" = ANY($2::text[]) AND m."memberType" = 'user' AND l.id IS NULL
     UNION
     SELECT s.id FROM unnest($2::text[]) AS g(id)
       JOIN sync_staged s ON s."runId" = $1 AND s.collection = 'join:' || g.id
     WHERE s.data #>> '{}' = 'user'`,
    [run, scopeGroups],
  );
  await client.query("ANALYZE effective");
}

/**
 * Whose user objects a delta run reads, and whether they are members: changed people of the scope, changed supervisors
 * (their names are shown), and people who came into the scope. Somebody whose account is deleted keeps the membership
 * and is asked for only when a change of the account is told.
 */
export async function affectedPeople(
  client: pg.ClientBase,
  changed: string[],
): Promise<{ id: string; isMember: boolean }[]> {
  const { rows } = await client.query<{ id: string; isMember: boolean }>(
    `SELECT e.id, true AS "isMember" FROM unnest($1::text[]) AS c(id) JOIN effective e ON e.id = c.id
     UNION
     SELECT e.id, true FROM effective e LEFT JOIN microsoft_graph_user u ON u.id = e.id
     WHERE u.id IS NULL OR u."deletedReason" = 'left-group'
     UNION
     SELECT c.id, false FROM unnest($1::text[]) AS c(id)
     WHERE NOT EXISTS (SELECT 1 FROM effective e WHERE e.id = c.id)
       AND EXISTS (SELECT 1 FROM microsoft_graph_user_supervisor s WHERE s."supervisorId" = c.id)`,
    [changed],
  );
  return rows;
}

/** Stages the present names of people, for those whom they supervise. */
export async function stageNames(client: pg.ClientBase, run: number, users: readonly GraphUser[]): Promise<void> {
  const names = users.map(({ id, displayName, userPrincipalName }) => ({
    id: id.toLowerCase(),
    displayName: displayName?.replaceAll("\u0000", "\uFFFD").toWellFormed() ?? null,
    userPrincipalName,
  }));
  await client.query(
    `INSERT INTO sync_staged ("runId", collection, id, data)
     SELECT $1, 'named', r.id, row_to_json(r)
     FROM json_to_recordset($2::json) AS r(id text, "displayName" text, "userPrincipalName" text)
     ON CONFLICT ("runId", collection, id) DO UPDATE SET data = EXCLUDED.data`,
    [run, JSON.stringify([...new Map(names.map((name) => [name.id, name])).values()])],
  );
}

/** Stages accounts that are in the recycle bin. */
export async function stageDeletedAccounts(client: pg.ClientBase, run: number, ids: string[]): Promise<void> {
  await client.query(
    `INSERT INTO sync_staged ("runId", collection, id) SELECT $1, 'deleted', id FROM unnest($2::text[]) AS d(id)
     ON CONFLICT DO NOTHING`,
    [run, ids],
  );
}

/** Accounts that were in the recycle bin and are told as there, although no stored membership has them in the scope. */
export async function returnedAccounts(client: pg.ClientBase, present: string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT d.id FROM unnest($1::text[]) AS c(id) JOIN sync_deleted_account d ON d.id = c.id
     WHERE NOT EXISTS (SELECT 1 FROM effective e WHERE e.id = c.id)`,
    [present],
  );
  return rows.map((row) => row.id);
}

/** Live people of the mirror who are not in the scope after the changes. */
export async function peopleOutsideScope(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT u.id FROM microsoft_graph_user u WHERE u."deletedAt" IS NULL
       AND NOT EXISTS (SELECT 1 FROM effective e WHERE e.id = u.id)`,
  );
  return rows.map((row) => row.id);
}

/**
 * Live people whose removal an earlier run held and nobody approved; those read in this run are back. Where the guard was
 * raised, only the first run since then looks again.
 */
export async function peopleStillHeld({ client, people }: Staging): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT u.id FROM sync_held_removal h JOIN microsoft_graph_user u ON u.id = h."userId"
     WHERE u."deletedAt" IS NULL AND (h.state IN ('waiting', 'rejected')
       OR (h."supersededBecause" = 'guard-raised' AND NOT EXISTS (
         SELECT 1 FROM sync_run r WHERE r.id > h."runId" AND r."finishedAt" > h."decidedAt"
           AND r.state IN ('succeeded', 'held') AND r.kind = ANY($1::text[]))))`,
    [wholeRunKinds],
  );
  const isBack = (id: string) => {
    const entry = people.ids.find(id);
    return entry >= 0 && people.ids.has(entry, mark.seen);
  };
  return rows.flatMap(({ id }) => (isBack(id) ? [] : [id]));
}

/** Of these, the ones that are live in the mirror. */
export async function liveOf(client: pg.ClientBase, ids: string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT u.id FROM unnest($1::text[]) AS c(id) JOIN microsoft_graph_user u ON u.id = c.id WHERE u."deletedAt" IS NULL`,
    [ids],
  );
  return rows.map((row) => row.id);
}
