import type { Database } from "../db/database.ts";

/** A line of the history of people. */
export type ChangeLine = {
  id: string;
  runId: number;
  at: Date;
  userId: string;
  kind: string;
  /** Graph's name of the property; `supervisorId`; the id of the group. Null where the kind says it all. */
  field: string | null;
  before: string | null;
  after: string | null;
};

/**
 * The lines after one, in the order in which they were written. Lines of one run become visible together, and only one run
 * writes at a time: no line with a smaller number comes later.
 */
export async function changesAfter(
  { db }: { db: Database },
  { after, limit }: { after: string; limit: number },
): Promise<ChangeLine[]> {
  const { rows } = await db.pool.query<ChangeLine>(
    `SELECT id::text, "runId", at, "userId", kind, field, before, after FROM microsoft_graph_user_change
     WHERE microsoft_graph_user_change.id > $1::bigint ORDER BY microsoft_graph_user_change.id LIMIT $2`,
    [after, limit],
  );
  return rows;
}

/** The number of the newest line; "0" before the first. */
export async function latestChange({ db }: { db: Database }): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    "SELECT coalesce(max(id), 0)::text AS id FROM microsoft_graph_user_change",
  );
  return rows[0]?.id ?? "0";
}
