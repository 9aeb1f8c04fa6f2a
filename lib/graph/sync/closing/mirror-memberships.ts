import type pg from "pg";
import type { CopiedMemberships } from "../../../config/config.ts";
import type { Removal } from "../removals.ts";
import type { ResolvedScope } from "../scope.ts";
import type { Staging } from "../staging/staging.ts";
import type { Change } from "./change.ts";

/* The part of the closing transaction that keeps who is directly in which group. */

/**
 * Makes the stored direct memberships those of the groups that were read, and no others. A person whose account is
 * deleted keeps the membership, as in the directory, whose lists leave such people out: delta does not tell it again
 * when the account is restored.
 *
 * @returns how many memberships of people changed: as many as there are lines of history.
 */
export async function writeMemberships(
  client: pg.ClientBase,
  change: Change,
  { removals, staging, toldGroups }: { removals: Removal[]; staging: Staging; toldGroups?: string[] },
): Promise<number> {
  const { memberships } = staging;
  const deleted = removals.filter(({ reason }) => reason === "account-deleted").map(({ userId }) => userId);
  const gone = [...memberships.notSeen()];
  let left = 0;
  if (gone.length > 0) {
    const { rowCount } = await client.query(
      withHistory(
        `
        DELETE FROM microsoft_graph_group_member m USING unnest($3::text[], $4::text[]) AS g("groupId", "memberId")
        WHERE m."groupId" = g."groupId" AND m."memberId" = g."memberId"
          AND NOT (m."groupId" = ANY($5::text[]) AND (m."memberId" = ANY($6::text[]) OR EXISTS (
            SELECT 1 FROM microsoft_graph_user u WHERE u.id = m."memberId" AND u."deletedReason" = 'account-deleted')))`,
        { told: "$7" },
      ),
      [
        change.run,
        change.at,
        gone.map((pair) => pair.groupId),
        gone.map((pair) => pair.memberId),
        [...memberships.read],
        deleted,
        toldGroups ?? null,
      ],
    );
    left = rowCount ?? 0;
  }
  return left + (await joinGroups(client, change, { source: stagedMemberships, toldGroups }));
}

/** The memberships that a full run staged, each once and as it was read last. */
export const stagedMemberships = `SELECT DISTINCT ON ("groupId", "memberId") "groupId", "memberId", "memberType"
  FROM sync_staged_member ORDER BY "groupId", "memberId", ctid DESC`;

/**
 * Applies the changes of memberships that a delta run staged, and drops those of groups that left the scope; where the
 * memberships of all groups are copied, those of groups that are gone, and of a group that left the scope whoever is
 * neither of the mirror nor a group.
 *
 * @returns as writeMemberships.
 */
export async function changeMemberships(
  client: pg.ClientBase,
  change: Change,
  {
    scopeGroups,
    groupsGone,
    memberships,
  }: { scopeGroups: string[]; groupsGone: string[]; memberships: CopiedMemberships },
): Promise<number> {
  const left = await client.query(
    withHistory(`
      DELETE FROM microsoft_graph_group_member m USING sync_staged s
      WHERE s."runId" = $1 AND s.collection = 'leave:' || m."groupId" AND s.id = m."memberId"`),
    [change.run, change.at],
  );
  const outOfScope = await client.query(
    withHistory(
      memberships === "all"
        ? `DELETE FROM microsoft_graph_group_member m WHERE m."groupId" <> ALL($3::text[])
             AND (m."groupId" = ANY($4::text[]) OR m."memberId" = ANY($4::text[]))`
        : `DELETE FROM microsoft_graph_group_member m WHERE "groupId" <> ALL($3::text[])`,
    ),
    [change.run, change.at, scopeGroups, ...(memberships === "all" ? [groupsGone] : [])],
  );
  if (memberships === "all") await forgetStrangers(client, { scopeGroups });
  const joined = await joinGroups(client, change, {
    source: `SELECT substr(collection, 6) AS "groupId", id AS "memberId", data #>> '{}' AS "memberType"
      FROM sync_staged WHERE "runId" = $1 AND collection LIKE 'join:%'${memberships === "all" ? keptOutsideScope : ""}`,
    parameters: memberships === "all" ? [scopeGroups] : [],
  });
  return (left.rowCount ?? 0) + (outOfScope.rowCount ?? 0) + joined;
}

// People who are new to the mirror have their row by now.
const keptOutsideScope = ` AND (data #>> '{}' = 'group' OR substr(collection, 6) = ANY($4::text[])
  OR EXISTS (SELECT 1 FROM microsoft_graph_user u WHERE u.id = sync_staged.id))`;

/** Of groups that were in the scope of the last run and are not any more. */
async function forgetStrangers(client: pg.ClientBase, { scopeGroups }: { scopeGroups: string[] }): Promise<void> {
  await client.query(
    `DELETE FROM microsoft_graph_group_member m
     WHERE m."groupId" IN (SELECT unnest("groupIds") FROM sync_scope) AND m."groupId" <> ALL($1::text[])
       AND m."memberType" <> 'group' AND NOT EXISTS (SELECT 1 FROM microsoft_graph_user u WHERE u.id = m."memberId")`,
    [scopeGroups],
  );
}

/**
 * The groups whose changes are changes of the directory, and belong into the history; undefined for all. With the first run
 * after other memberships were chosen, what comes or goes of groups outside the scope only comes into the copy or leaves it.
 */
export async function toldGroupsOf(
  client: pg.ClientBase,
  { scope, scopeGroups = [] }: { scope: Pick<ResolvedScope, "memberships">; scopeGroups?: string[] },
): Promise<string[] | undefined> {
  const { rows } = await client.query<{ memberships: string; groupIds: string[] }>(
    `SELECT memberships, "groupIds" FROM sync_scope`,
  );
  const [last] = rows;
  if (!last || last.memberships === scope.memberships) return undefined;
  return [...new Set([...last.groupIds, ...scopeGroups])];
}

/** Puts in the memberships of the source that are not there yet or are of another type. */
async function joinGroups(
  client: pg.ClientBase,
  change: Change,
  { source, toldGroups, parameters = [] }: { source: string; toldGroups?: string[]; parameters?: string[][] },
): Promise<number> {
  const { rowCount } = await client.query(
    `WITH came AS (
       INSERT INTO microsoft_graph_group_member AS m ("groupId", "memberId", "memberType", "changedAt")
       SELECT i."groupId", i."memberId", i."memberType", $2 FROM (${source}) AS i
         LEFT JOIN microsoft_graph_group_member o ON o."groupId" = i."groupId" AND o."memberId" = i."memberId"
       WHERE $1::int IS NOT NULL AND (o."memberId" IS NULL OR o."memberType" IS DISTINCT FROM i."memberType")
       ORDER BY i."groupId", i."memberId"
       ON CONFLICT ("groupId", "memberId") DO UPDATE SET "memberType" = EXCLUDED."memberType",
         "changedAt" = EXCLUDED."changedAt", "changeSeq" = EXCLUDED."changeSeq"
       RETURNING "groupId", "memberId", "memberType"
     )
     ${historyOf("came", { before: "NULL", after: "'member'", told: "$3" })}`,
    [change.run, change.at, toldGroups ?? null, ...parameters],
  );
  return rowCount ?? 0;
}

/** The deleting statement, and one line of history for each membership it ends. */
function withHistory(deletion: string, { told }: { told?: string } = {}): string {
  return `WITH went AS (${deletion} RETURNING m."groupId", m."memberId", m."memberType")
    ${historyOf("went", { before: "'member'", after: "NULL", told })}`;
}

// Only of people who were in the mirror before this run: what somebody belongs to when first seen is no change.
function historyOf(
  pairs: "came" | "went",
  { before, after, told }: { before: string; after: string; told?: string },
): string {
  return `INSERT INTO microsoft_graph_user_change ("runId", "userId", at, kind, field, before, after)
    SELECT $1, p."memberId", $2, 'membership', p."groupId", ${before}, ${after}
    FROM ${pairs} p JOIN microsoft_graph_user u ON u.id = p."memberId" AND u."firstSeenAt" < $2
    WHERE p."memberType" = 'user'${told ? ` AND (${told}::text[] IS NULL OR p."groupId" = ANY(${told}::text[]))` : ""}
    ORDER BY p."memberId", p."groupId"`;
}
