import type pg from "pg";
import { AppError } from "../../../errors.ts";
import { noPeopleCounts, type PeopleCounts } from "../counts.ts";
import type { Removal } from "../removals.ts";
import { groupSql, supervisorSql, userSql } from "../staging/columns.ts";
import { mark } from "../staging/mark.ts";
import type { Staging } from "../staging/staging.ts";
import type { Change } from "./change.ts";
import { changedPeopleLines } from "./change-lines.ts";
import { hasNobody, showFirstPeople } from "./first-load.ts";

/*
 * The statements of the one closing transaction: they turn what a run has staged into what everybody sees. Each is one
 * set-based statement, the history is written from the difference before the rows change, and a row that did not
 * change is not touched.
 */

/**
 * Brings the staged people and their supervisors into the mirror.
 *
 * @returns what happened to the people seen
 */
export async function writePeople(
  client: pg.ClientBase,
  change: Change,
  { staging }: { staging: Staging },
): Promise<PeopleCounts> {
  const { people } = staging;
  const seen = people.ids.count(mark.seen);
  if (people.staged === 0) return { ...noPeopleCounts, unchanged: seen };
  const counts = (await hasNobody(client)) ? await showFirstPeople(client, change) : await mergePeople(client, change);
  return { ...counts, unchanged: seen - counts.created - counts.restored - counts.updated };
}

/** Leaves one line of each staged person, the last. Has to come before everything that reads the staged people. */
export async function keepLastOfEach(client: pg.ClientBase, { staging }: { staging: Staging }): Promise<void> {
  if (staging.people.repeated > 0) await client.query(lastOfEachSql);
}

// Lines are in the order in which they were read: COPY appends to the emptied table.
const lastOfEachSql = `DELETE FROM sync_staged_user s USING (
    SELECT id, max(ctid) AS last FROM sync_staged_user GROUP BY id HAVING count(*) > 1
  ) AS repeated WHERE s.id = repeated.id AND s.ctid <> repeated.last`;

async function mergePeople(client: pg.ClientBase, change: Change): Promise<PeopleCounts> {
  // Planned as if it were empty, 18,000 people were compared with 18,000 one by one.
  await client.query("ANALYZE sync_staged_user");
  const { rows } = await client.query<PeopleCounts>(countPeopleSql);
  const [counts] = rows;
  if (!counts) throw new AppError("internal", "PostgreSQL did not count what was staged.");
  await client.query(historySql, [change.run, change.at]);
  await client.query(upsertUsersSql, [change.at]);
  await client.query(upsertSupervisorsSql, [change.at]);
  await client.query(
    `DELETE FROM microsoft_graph_user_supervisor s USING sync_staged_user i
     WHERE s."userId" = i.id AND i."supervisorId" IS NULL`,
  );
  return counts;
}

const countPeopleSql = `
  SELECT 0 AS unchanged, count(*) FILTER (WHERE u.id IS NULL)::int AS created,
    count(*) FILTER (WHERE u."deletedAt" IS NOT NULL)::int AS restored,
    count(*) FILTER (WHERE u.id IS NOT NULL AND u."deletedAt" IS NULL AND (
      ${userSql.differs("u", "i")} OR i."supervisorId" IS DISTINCT FROM s."supervisorId"))::int AS updated,
    count(*) FILTER (WHERE i."supervisorId" IS NOT NULL
      AND i."supervisorId" IS DISTINCT FROM s."supervisorId")::int AS "supervisorsSet",
    count(*) FILTER (WHERE i."supervisorId" IS NULL AND s."supervisorId" IS NOT NULL)::int AS "supervisorsCleared"
  FROM sync_staged_user i LEFT JOIN microsoft_graph_user u ON u.id = i.id
    LEFT JOIN microsoft_graph_user_supervisor s ON s."userId" = i.id`;

const historySql = `
  INSERT INTO microsoft_graph_user_change ("runId", "userId", at, kind, field, before, after)
  SELECT $1, id, $2, kind, field, before, after FROM (${changedPeopleLines}) AS changes ORDER BY id, step`;

const upsertUsersSql = `
  INSERT INTO microsoft_graph_user AS u (id, ${userSql.list}, "firstSeenAt", "changedAt")
  SELECT i.id, ${userSql.of("i")}, $1, $1 FROM sync_staged_user i LEFT JOIN microsoft_graph_user o ON o.id = i.id
  WHERE o.id IS NULL OR o."deletedAt" IS NOT NULL OR ${userSql.differs("o", "i")}
  ORDER BY i.id
  ON CONFLICT (id) DO UPDATE SET ${userSql.setExcluded}, "deletedAt" = NULL, "deletedReason" = NULL,
    "changedAt" = EXCLUDED."changedAt", "changeSeq" = EXCLUDED."changeSeq"`;

const upsertSupervisorsSql = `
  INSERT INTO microsoft_graph_user_supervisor AS s ("userId", ${supervisorSql.list}, "changedAt")
  SELECT i.id, ${supervisorSql.of("i")}, $1
  FROM sync_staged_user i LEFT JOIN microsoft_graph_user_supervisor o ON o."userId" = i.id
  WHERE i."supervisorId" IS NOT NULL AND ${supervisorSql.differs("o", "i")}
  ORDER BY i.id
  ON CONFLICT ("userId") DO UPDATE SET ${supervisorSql.setExcluded},
    "changedAt" = EXCLUDED."changedAt", "changeSeq" = EXCLUDED."changeSeq"`;

/** Soft-deletes people; the row and its last known supervisor stay. @returns how many live people were removed. */
export async function removePeople(
  client: pg.ClientBase,
  change: Change,
  { removals }: { removals: Removal[] },
): Promise<number> {
  const { rowCount } = await client.query(
    `WITH removed AS (
       UPDATE microsoft_graph_user u SET "deletedAt" = $2, "deletedReason" = r.reason, "changedAt" = $2,
         "changeSeq" = nextval('microsoft_graph_change_seq')
       FROM unnest($3::text[], $4::text[]) AS r(id, reason) WHERE u.id = r.id AND u."deletedAt" IS NULL
       RETURNING u.id, u."deletedReason"
     )
     INSERT INTO microsoft_graph_user_change ("runId", "userId", at, kind, after)
     SELECT $1, id, $2, 'removed', "deletedReason" FROM removed ORDER BY id`,
    [change.run, change.at, removals.map((removal) => removal.userId), removals.map((removal) => removal.reason)],
  );
  return rowCount ?? 0;
}

/** Brings the staged groups into the mirror and soft-deletes those that are proved gone. */
export async function writeGroups(
  client: pg.ClientBase,
  { at }: Change,
  { gone, staging }: { gone: string[]; staging: Staging },
): Promise<void> {
  if (staging.groups.staged > 0) {
    await client.query("ANALYZE sync_staged_group");
    await client.query(upsertGroupsSql, [at]);
  }
  if (gone.length === 0) return;
  await client.query(
    `UPDATE microsoft_graph_group SET "deletedAt" = $1, "deletedReason" = 'group-deleted', "changedAt" = $1,
       "changeSeq" = nextval('microsoft_graph_change_seq')
     WHERE id = ANY($2::text[]) AND "deletedAt" IS NULL`,
    [at, gone],
  );
}

const upsertGroupsSql = `
  INSERT INTO microsoft_graph_group AS g (id, ${groupSql.list}, "firstSeenAt", "changedAt")
  SELECT i.id, ${groupSql.of("i")}, $1, $1
  FROM (SELECT DISTINCT ON (id) * FROM sync_staged_group ORDER BY id, ctid DESC) AS i
    LEFT JOIN microsoft_graph_group o ON o.id = i.id
  WHERE o.id IS NULL OR o."deletedAt" IS NOT NULL OR ${groupSql.differs("o", "i")}
  ORDER BY i.id
  ON CONFLICT (id) DO UPDATE SET ${groupSql.setExcluded}, "deletedAt" = NULL, "deletedReason" = NULL,
    "changedAt" = EXCLUDED."changedAt", "changeSeq" = EXCLUDED."changeSeq"`;

/** Refreshes the display copies of supervisors whose names a delta run read. */
export async function renameSupervisors(client: pg.ClientBase, { run, at }: Change): Promise<void> {
  await client.query(
    `UPDATE microsoft_graph_user_supervisor s SET "supervisorDisplayName" = n."displayName",
       "supervisorUserPrincipalName" = n."userPrincipalName", "changedAt" = $2,
       "changeSeq" = nextval('microsoft_graph_change_seq')
     FROM sync_staged t CROSS JOIN LATERAL
       json_to_record(t.data) AS n(id text, "displayName" text, "userPrincipalName" text)
     WHERE t."runId" = $1 AND t.collection = 'named' AND s."supervisorId" = n.id
       AND (s."supervisorDisplayName", s."supervisorUserPrincipalName")
         IS DISTINCT FROM (n."displayName", n."userPrincipalName")`,
    [run, at],
  );
}

/** Keeps which accounts are in the recycle bin: those a full run listed, or those a delta run was told of in addition. */
export async function writeDeletedAccounts(
  client: pg.ClientBase,
  { run }: Change,
  { kind, staging }: { kind: "full" | "delta"; staging: Staging },
): Promise<void> {
  if (kind === "full") {
    await client.query(
      `DELETE FROM sync_deleted_account d WHERE NOT EXISTS (
         SELECT 1 FROM sync_staged s WHERE s."runId" = $1 AND s.collection = 'deleted' AND s.id = d.id)`,
      [run],
    );
  } else {
    const { ids } = staging.people;
    const back = [...ids.entries({ having: mark.seen })].map((entry) => ids.idOf(entry));
    await client.query("DELETE FROM sync_deleted_account WHERE id = ANY($1::text[])", [back]);
  }
  await client.query(
    `INSERT INTO sync_deleted_account (id) SELECT id FROM sync_staged WHERE "runId" = $1 AND collection = 'deleted'
     ON CONFLICT DO NOTHING`,
    [run],
  );
}
