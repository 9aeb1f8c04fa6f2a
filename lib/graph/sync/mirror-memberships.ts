import type pg from "pg";
import type { Change } from "./mirror.ts";
import type { Removal } from "./removals.ts";

/* The part of the closing transaction that keeps who is directly in the groups of the scope. */

/**
 * Makes the stored direct memberships those of the groups that were read, and no others. A person whose account is
 * deleted keeps the membership, as in the directory, whose lists leave such people out: delta does not tell it again
 * when the account is restored.
 */
export async function writeMemberships(
  client: pg.ClientBase,
  { run, at }: Change,
  { removals }: { removals: Removal[] },
): Promise<void> {
  const deleted = removals.filter(({ reason }) => reason === "account-deleted").map(({ userId }) => userId);
  await client.query(
    `DELETE FROM microsoft_graph_group_member m WHERE NOT EXISTS (
       SELECT 1 FROM sync_staged s
       WHERE s."runId" = $1 AND s.collection = 'direct:' || m."groupId" AND s.id = m."memberId")
     AND NOT (m."groupId" = ANY($3::text[]) AND (m."memberId" = ANY($2::text[]) OR EXISTS (
       SELECT 1 FROM microsoft_graph_user u WHERE u.id = m."memberId" AND u."deletedReason" = 'account-deleted')))`,
    [run, deleted, await groupsRead(client, run)],
  );
  await insertMemberships(client, { run, at }, { prefix: "direct:" });
}

async function groupsRead(client: pg.ClientBase, run: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT substr(collection, 8) AS id FROM sync_staged WHERE "runId" = $1 AND collection LIKE 'direct:%'`,
    [run],
  );
  return rows.map((row) => row.id);
}

/** Applies the changes of memberships that a delta run staged, and drops those of groups that left the scope. */
export async function changeMemberships(
  client: pg.ClientBase,
  change: Change,
  { scopeGroups }: { scopeGroups: string[] },
): Promise<void> {
  await client.query(
    `DELETE FROM microsoft_graph_group_member m USING sync_staged s
     WHERE s."runId" = $1 AND s.collection = 'leave:' || m."groupId" AND s.id = m."memberId"`,
    [change.run],
  );
  await client.query(`DELETE FROM microsoft_graph_group_member WHERE "groupId" <> ALL($1::text[])`, [scopeGroups]);
  await insertMemberships(client, change, { prefix: "join:" });
}

async function insertMemberships(
  client: pg.ClientBase,
  { run, at }: Change,
  { prefix }: { prefix: "direct:" | "join:" },
): Promise<void> {
  await client.query(
    `INSERT INTO microsoft_graph_group_member AS m ("groupId", "memberId", "memberType", "changedAt")
     SELECT substr(s.collection, length($3) + 1), s.id, s.data #>> '{}', $2 FROM sync_staged s
       LEFT JOIN microsoft_graph_group_member o
         ON o."groupId" = substr(s.collection, length($3) + 1) AND o."memberId" = s.id
     WHERE s."runId" = $1 AND s.collection LIKE $3 || '%'
       AND (o."memberId" IS NULL OR o."memberType" IS DISTINCT FROM s.data #>> '{}')
     ORDER BY s.collection, s.id
     ON CONFLICT ("groupId", "memberId") DO UPDATE SET "memberType" = EXCLUDED."memberType",
       "changedAt" = EXCLUDED."changedAt", "changeSeq" = EXCLUDED."changeSeq"`,
    [run, at, prefix],
  );
}
