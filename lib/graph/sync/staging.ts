import type pg from "pg";
import type { Database } from "../../db/database.ts";
import type { DirectoryObject } from "../client/members.ts";
import { groupSql, supervisorSql, userSql } from "./columns.ts";
import type { GroupRow, UserRow } from "./rows.ts";

/*
 * What a run has read and not yet shown. Collections of `sync_staged`:
 *   member          an object of the scope's transitive members (data: its type)
 *   direct:GROUP    a direct member of GROUP (data: its type)
 *   seen            a person of the scope whose user object was received
 *   user, group     an object that differs from its mirrored row (data: the row)
 *   seen-group      a group that was received
 *
 * Pages are compared with the mirror as they come, and only what differs is staged: nobody but the run that holds the
 * lease writes the mirror, so the comparison still holds when the run closes, and a run without changes writes no row.
 */

/** Which people a page of users may belong to: the staged members, or every user of the directory. */
export type Scope = "members" | "everyone";

/** The connection a run stages through. */
export type Staging = pg.ClientBase;

/**
 * Opens staging for one run and forgets what earlier runs left behind (a killed process); only one run stages at a time.
 *
 * The planner knows nothing true about a table that is filled and emptied within minutes: believing it empty, it reads
 * all of it anew for every page. Each page is at most 999 rows looked up by primary key, so on this connection tables
 * are not read from end to end.
 */
export async function openStaging(db: Database): Promise<{ staging: Staging; close(): void }> {
  const client = await db.pool.connect();
  await client.query("SET enable_seqscan = off");
  await clearStaging(client);
  // Closed and not given back: nobody else shall plan like this.
  return { staging: client, close: () => client.release(true) };
}

/** Forgets everything that was staged, also by a first attempt of the same run. */
export async function clearStaging(staging: Staging): Promise<void> {
  await staging.query("TRUNCATE sync_staged");
  await staging.query("DROP TABLE IF EXISTS effective");
}

export async function stageMembers(staging: Staging, run: number, members: DirectoryObject[]): Promise<void> {
  await stageObjects(staging, run, "member", members);
}

export async function stageDirectMembers(
  staging: Staging,
  run: number,
  { groupId, members }: { groupId: string; members: DirectoryObject[] },
): Promise<void> {
  await stageObjects(staging, run, `direct:${groupId}`, members);
}

async function stageObjects(
  staging: Staging,
  run: number,
  collection: string,
  objects: DirectoryObject[],
): Promise<void> {
  await staging.query(
    `INSERT INTO sync_staged ("runId", collection, id, data)
     SELECT $1, $2, id, to_json(type) FROM unnest($3::text[], $4::text[]) AS o(id, type)
     ON CONFLICT DO NOTHING`,
    [run, collection, objects.map((object) => object.id.toLowerCase()), objects.map((object) => object.type)],
  );
}

/** When no group is nested, the transitive members are the direct ones and need no second reading. */
export async function copyMembersAsDirect(staging: Staging, run: number, groupId: string): Promise<void> {
  await staging.query(
    `INSERT INTO sync_staged ("runId", collection, id, data)
     SELECT "runId", $2, id, data FROM sync_staged WHERE "runId" = $1 AND collection = 'member'`,
    [run, `direct:${groupId}`],
  );
}

/** Marks the people of a page as seen and stages those that differ from the mirror. Duplicates: the last one wins. */
export async function stageUsers(
  staging: Staging,
  run: number,
  { rows, scope }: { rows: UserRow[]; scope: Scope },
): Promise<void> {
  if (rows.length === 0) return;
  await staging.query(stageUsersSql[scope], [run, JSON.stringify(lastOfEach(rows))]);
}

const pageMembersOnly = `CROSS JOIN LATERAL (${stagedOnce("member")}) AS m`;

const stageUsersSql: Record<Scope, string> = { members: stageUsersOf(pageMembersOnly), everyone: stageUsersOf("") };

// One row of staging, by its whole primary key. LIMIT keeps it a look-up: as a plain join, and as an EXISTS behind an OR,
// PostgreSQL read the whole collection anew for every page.
function stagedOnce(collection: "member" | "user" | "group"): string {
  return `SELECT id FROM sync_staged WHERE "runId" = $1 AND collection = '${collection}' AND sync_staged.id = p.id LIMIT 1`;
}

// `e` is a first copy of the person on an earlier page, which a second one must replace even if it equals the mirror.
function stageUsersOf(members: string): string {
  return `
    WITH page AS MATERIALIZED (
      SELECT * FROM json_to_recordset($2::json) AS r(id text, ${userSql.types}, ${supervisorSql.types})
    ), scoped AS MATERIALIZED (
      SELECT p.* FROM page p ${members}
    ), seen AS (
      INSERT INTO sync_staged ("runId", collection, id) SELECT $1, 'seen', id FROM scoped ON CONFLICT DO NOTHING
    )
    INSERT INTO sync_staged ("runId", collection, id, data)
    SELECT $1, 'user', p.id, row_to_json(p) FROM scoped p
      LEFT JOIN microsoft_graph_user u ON u.id = p.id
      LEFT JOIN microsoft_graph_user_supervisor s ON s."userId" = p.id
      LEFT JOIN LATERAL (${stagedOnce("user")}) AS e ON true
    WHERE u.id IS NULL OR u."deletedAt" IS NOT NULL OR e.id IS NOT NULL
      OR ${userSql.differs("u", "p")} OR ${supervisorSql.differs("s", "p")}
    ON CONFLICT ("runId", collection, id) DO UPDATE SET data = EXCLUDED.data`;
}

export async function stageGroups(staging: Staging, run: number, rows: GroupRow[]): Promise<void> {
  if (rows.length === 0) return;
  await staging.query(stageGroupsSql, [run, JSON.stringify(lastOfEach(rows))]);
}

const stageGroupsSql = `
  WITH page AS MATERIALIZED (
    SELECT * FROM json_to_recordset($2::json) AS r(id text, ${groupSql.types})
  ), seen AS (
    INSERT INTO sync_staged ("runId", collection, id) SELECT $1, 'seen-group', id FROM page ON CONFLICT DO NOTHING
  )
  INSERT INTO sync_staged ("runId", collection, id, data)
  SELECT $1, 'group', p.id, row_to_json(p) FROM page p
    LEFT JOIN microsoft_graph_group g ON g.id = p.id
    LEFT JOIN LATERAL (${stagedOnce("group")}) AS e ON true
  WHERE g.id IS NULL OR g."deletedAt" IS NOT NULL OR e.id IS NOT NULL OR ${groupSql.differs("g", "p")}
  ON CONFLICT ("runId", collection, id) DO UPDATE SET data = EXCLUDED.data`;

// PostgreSQL refuses to update one row twice in a statement, and Graph may repeat an object within a page.
function lastOfEach<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export async function countStaged(staging: Staging, run: number, collection: string): Promise<number> {
  const { rows } = await staging.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM sync_staged WHERE "runId" = $1 AND collection = $2`,
    [run, collection],
  );
  return rows[0]?.count ?? 0;
}

/** Ids of the staged members of one type. */
export async function stagedMembers(staging: Staging, run: number, type: "user" | "group"): Promise<string[]> {
  const { rows } = await staging.query<{ id: string }>(
    `SELECT id FROM sync_staged WHERE "runId" = $1 AND collection = 'member' AND data #>> '{}' = $2 ORDER BY id`,
    [run, type],
  );
  return rows.map((row) => row.id);
}

/** Members of the scope whose user object has not been received yet. */
export async function membersNotSeen(staging: Staging, run: number): Promise<string[]> {
  await describeToPlanner(staging);
  const { rows } = await staging.query<{ id: string }>(
    `SELECT m.id FROM sync_staged m WHERE m."runId" = $1 AND m.collection = 'member' AND m.data #>> '{}' = 'user'
       AND NOT EXISTS (SELECT 1 FROM sync_staged s WHERE s."runId" = $1 AND s.collection = 'seen' AND s.id = m.id)
     ORDER BY m.id`,
    [run],
  );
  return rows.map((row) => row.id);
}

/** Live people of the mirror whom this run has not seen. */
export async function peopleNotSeen(staging: Staging, run: number): Promise<string[]> {
  await describeToPlanner(staging);
  const { rows } = await staging.query<{ id: string }>(
    `SELECT u.id FROM microsoft_graph_user u WHERE u."deletedAt" IS NULL
       AND NOT EXISTS (SELECT 1 FROM sync_staged s WHERE s."runId" = $1 AND s.collection = 'seen' AND s.id = u.id)
     ORDER BY u.id`,
    [run],
  );
  return rows.map((row) => row.id);
}

export async function groupsNotSeen(staging: Staging, run: number): Promise<string[]> {
  const { rows } = await staging.query<{ id: string }>(
    `SELECT g.id FROM microsoft_graph_group g WHERE g."deletedAt" IS NULL
       AND NOT EXISTS (SELECT 1 FROM sync_staged s WHERE s."runId" = $1 AND s.collection = 'seen-group' AND s.id = g.id)
     ORDER BY g.id`,
    [run],
  );
  return rows.map((row) => row.id);
}

// Questions about all of staging at once, here and in the closing transaction, must be planned with its true size:
// believed empty, 18,000 people were compared with 18,000 one by one.
async function describeToPlanner(staging: Staging): Promise<void> {
  await staging.query("ANALYZE sync_staged");
}
