import type pg from "pg";
import { AppError } from "../../../errors.ts";
import type { Removal } from "../removals.ts";
import type { ResolvedScope } from "../scope.ts";
import type { Staging } from "../staging/staging.ts";
import { changedPeopleLines, membershipLines, newPeopleFields, removedPeopleLines } from "./change-lines.ts";

/** Older previews keep their counts only: nobody applies what was true five previews ago. */
const plansKept = 5;

/** Everything a full run changes about people; `$2` to `$7` as `parametersOf` gives them. */
const planLines = [changedPeopleLines, newPeopleFields, removedPeopleLines, membershipLines].join(" UNION ALL ");

// Who would go comes first, and all lines of a person stand together: pages and downloads only follow the id.
const savePlanSql = `
  INSERT INTO sync_plan_line ("runId", "userId", kind, field, before, after)
  SELECT $1, id, kind, field, before, after FROM (
    SELECT l.*, min(CASE kind WHEN 'removed' THEN 0 WHEN 'restored' THEN 1 WHEN 'created' THEN 3 ELSE 2 END)
      OVER (PARTITION BY id) AS part
    FROM (${planLines}) l
  ) lines ORDER BY part, id, step, field`;

/**
 * Keeps what a preview found, line by line, and forgets the plans of all but the newest previews. Has to run before the
 * preview writes what it takes back.
 */
export async function savePlan(client: pg.ClientBase, { run, ...found }: { run: number } & Found): Promise<void> {
  await describeToPlanner(client);
  const { rowCount } = await client.query(savePlanSql, [run, ...parametersOf(found)]);
  await client.query(`UPDATE sync_run SET "planLines" = $2 WHERE id = $1`, [run, rowCount ?? 0]);
  const { rows } = await client.query<{ id: number }>(
    `UPDATE sync_run SET "planLines" = NULL WHERE "planLines" IS NOT NULL AND id NOT IN (
       SELECT id FROM sync_run WHERE "planLines" IS NOT NULL ORDER BY id DESC LIMIT $1) RETURNING id`,
    [plansKept],
  );
  await client.query(`DELETE FROM sync_plan_line WHERE "runId" = ANY($1::int[])`, [rows.map((row) => row.id)]);
}

const countDifferentSql = `
  WITH found AS MATERIALIZED (
    SELECT id AS "userId", kind, field, before, after FROM (${planLines}) l
  ), planned AS MATERIALIZED (
    SELECT "userId", kind, field, before, after FROM sync_plan_line WHERE "runId" = $1
  ), different AS (
    (TABLE found EXCEPT ALL TABLE planned) UNION ALL (TABLE planned EXCEPT ALL TABLE found)
  )
  SELECT count(*)::int AS lines FROM (SELECT DISTINCT "userId", kind, field FROM different) d`;

/**
 * Holds what a run found against the plan that it is to apply, before anything is written. Whatever happened since the
 * preview, in the directory or in the copy, shows as a line that is different, missing or new.
 *
 * @throws AppError `plan-outdated`
 */
export async function refuseOutdatedPlan(
  client: pg.ClientBase,
  { plan, scope, ...found }: { plan: number; scope: ResolvedScope } & Found,
): Promise<void> {
  const { rows: previews } = await client.query<{ tenantId: string; groupId: string | null; planLines: number | null }>(
    `SELECT "tenantId", "groupId", "planLines" FROM sync_run WHERE id = $1`,
    [plan],
  );
  const [preview] = previews;
  if (!preview || preview.planLines === null) {
    throw new AppError(
      "plan-outdated",
      `The plan of run ${plan} is not kept any more; nothing was changed. Make a new preview.`,
    );
  }
  if (preview.tenantId !== scope.tenantId || preview.groupId !== (scope.group?.id ?? null)) {
    throw new AppError(
      "plan-outdated",
      `The plan of run ${plan} was made for another group; nothing was changed. Make a new preview.`,
    );
  }
  await describeToPlanner(client);
  const { rows } = await client.query<{ lines: number }>(countDifferentSql, [plan, ...parametersOf(found)]);
  const different = rows[0]?.lines ?? 0;
  if (different === 0) return;
  throw new AppError(
    "plan-outdated",
    `The directory or the copy has moved on: ${different === 1 ? "1 line differs" : `${different} lines differ`} from the plan of run ${plan}. Nothing was changed; make a new preview.`,
  );
}

/** What of a run's findings its lines are made of. */
type Found = { removals: Removal[]; staging: Staging; toldGroups: string[] | undefined };

function parametersOf({ removals, staging: { memberships }, toldGroups }: Found): (string[] | null)[] {
  const notSeen = [...memberships.notSeen()];
  return [
    removals.map(({ userId }) => userId),
    removals.map(({ reason }) => reason),
    notSeen.map(({ groupId }) => groupId),
    notSeen.map(({ memberId }) => memberId),
    [...memberships.read],
    toldGroups ?? null,
  ];
}

// Planned as if they were empty, what is staged would be compared with the mirror one by one.
async function describeToPlanner(client: pg.ClientBase): Promise<void> {
  await client.query("ANALYZE sync_staged_user, sync_staged_member");
}
