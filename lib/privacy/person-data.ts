import type pg from "pg";
import type { Actor } from "../audit/model.ts";
import type { Database } from "../db/database.ts";
import { revokeLeftTokens } from "./left-tokens.ts";
import type { StoredPart } from "./model.ts";
import { notHandedOut, storedData } from "./stored-data.ts";

/** A person as rows name them: by object id, and by sign-in name where they work with Rollcall. */
export type Named = { id: string; userPrincipalName: string | null };

type Row = Record<string, unknown>;

/** Every row that names a person, by table; tables without one are absent. */
export async function rowsAbout({ pool }: Pick<Database, "pool">, person: Named): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  for (const part of storedData) {
    if (!part.person) continue;
    const { rows } = await pool.query<{ row: Row }>(
      `SELECT to_jsonb(t) - $3::text[] AS row FROM "${part.table}" t WHERE ${conditionOf(part.person)} ORDER BY 1`,
      [person.id, person.userPrincipalName, notHandedOut],
    );
    if (rows.length > 0) found[part.table] = rows.map(({ row }) => row);
  }
  return found;
}

/** How many rows name a person, by table. */
export async function countRowsAbout(
  { pool }: Pick<Database, "pool">,
  person: Named,
): Promise<{ part: StoredPart; rows: number }[]> {
  const counted = await Promise.all(
    storedData.map(async (part) => {
      if (!part.person) return { part, rows: 0 };
      const { rows } = await pool.query<{ rows: number }>(
        `SELECT count(*)::int AS rows FROM "${part.table}" t WHERE ${conditionOf(part.person)} AND $3::text[] IS NOT NULL`,
        [person.id, person.userPrincipalName, []],
      );
      return { part, rows: rows[0]?.rows ?? 0 };
    }),
  );
  return counted.filter(({ rows }) => rows > 0);
}

/** Columns that say what their id is of. */
const typed = ["about", "subject"];

// The names of tables and columns are our own list's.
function conditionOf({ ids = [], names = [] }: NonNullable<StoredPart["person"]>): string {
  const byId = ids.map((column) => (typed.includes(column) ? `t."${column}" = 'person:' || $1` : `t."${column}" = $1`));
  const byName = names.map((column) => `lower(t."${column}") = lower($2)`);
  // Both parameters have their type from here, also where one of them is not asked for.
  return `($1::text IS NOT NULL AND ($2::text IS NULL OR TRUE)) AND (${[...byId, ...byName].join(" OR ")})`;
}

/**
 * Deletes what is stored of one person, and takes their name out of the rows of those whom they supervise. Kept, as the
 * page of what is stored says: what they did with Rollcall (runs, settings, the audit log), and their object id in other
 * people's history.
 *
 * The caller has the turn. Where the person is live, the next run has to read everything: the one after a delta link would
 * not see that a row is missing.
 *
 * @returns how many rows of each table
 */
export async function erasePerson(
  client: pg.ClientBase,
  { id, at, by }: { id: string; at: Date; by: Actor },
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  const count = async (table: string, text: string, values: unknown[] = [id]) => {
    const { rowCount } = await client.query(text, values);
    if (rowCount) rows[table] = (rows[table] ?? 0) + rowCount;
  };
  await revokeLeftTokens(client, { people: { id }, at, by });
  for (const [table, column] of ownRows) {
    await count(table, `DELETE FROM "${table}" WHERE "${column}" = $1`);
  }
  await count(
    "microsoft_graph_user_supervisor",
    `UPDATE microsoft_graph_user_supervisor SET "supervisorDisplayName" = NULL, "supervisorUserPrincipalName" = NULL,
       "changedAt" = $2, "changeSeq" = nextval('microsoft_graph_change_seq')
     WHERE "supervisorId" = $1
       AND ("supervisorDisplayName" IS NOT NULL OR "supervisorUserPrincipalName" IS NOT NULL)`,
    [id, at],
  );
  await client.query("DELETE FROM sync_cursor");
  return rows;
}

const ownRows = [
  ["microsoft_graph_user", "id"],
  ["microsoft_graph_user_supervisor", "userId"],
  ["microsoft_graph_group_member", "memberId"],
  ["microsoft_graph_user_change", "userId"],
  ["sync_held_removal", "userId"],
  ["sync_plan_line", "userId"],
] as const;
