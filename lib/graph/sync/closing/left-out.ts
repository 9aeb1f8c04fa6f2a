import type pg from "pg";
import { userColumns } from "../../../directory/model.ts";

/**
 * Takes away what is stored of properties that are no longer to be copied: the values of live and removed people, the
 * lines of the history about them, what staging still holds, and the plans of previews (whose lines tell them too; what a
 * preview planned with other fields could not be applied anyway). Rows that held a value move in `changedAt` and
 * `changeSeq`, so that whoever follows the tables lets go of it as well.
 *
 * The caller has the turn: a run at work would write back what it has read.
 *
 * @returns how many people held a value
 */
export async function forgetLeftOut(
  client: pg.ClientBase,
  { leftOut, at }: { leftOut: readonly string[]; at: Date },
): Promise<number> {
  // The names become SQL: only columns of ours.
  const names = (Object.keys(userColumns) as (keyof typeof userColumns)[]).filter((name) => leftOut.includes(name));
  if (names.length === 0) return 0;
  const held = names.map((name) => `"${name}" IS DISTINCT FROM ${emptyOf(name)}`).join(" OR ");
  const { rowCount } = await client.query(
    `UPDATE microsoft_graph_user SET ${names.map((name) => `"${name}" = ${emptyOf(name)}`).join(", ")},
       "changedAt" = $1, "changeSeq" = nextval('microsoft_graph_change_seq')
     WHERE ${held}`,
    [at],
  );
  await client.query(`DELETE FROM microsoft_graph_user_change WHERE kind = 'updated' AND field = ANY($1::text[])`, [
    names,
  ]);
  if (rowCount) await forgetCopies(client);
  return rowCount ?? 0;
}

function emptyOf(name: keyof typeof userColumns): string {
  return userColumns[name] === "text[]" ? "'{}'::text[]" : "NULL";
}

/**
 * Empties what holds people beside the mirror: plans, staging, and the figures of supervisors, which whoever looks at them
 * next makes anew. The caller has the turn.
 */
export async function forgetCopies(client: pg.ClientBase): Promise<void> {
  await client.query("DELETE FROM supervisor_span");
  await client.query("DELETE FROM supervisor_missing");
  await client.query("DELETE FROM supervisor_span_summary");
  await client.query("TRUNCATE sync_user_text");
  await client.query("DELETE FROM sync_plan_line");
  await client.query(`UPDATE sync_run SET "planLines" = NULL WHERE "planLines" IS NOT NULL`);
  await client.query("TRUNCATE sync_staged, sync_staged_user, sync_staged_group, sync_staged_member, sync_checkpoint");
}
