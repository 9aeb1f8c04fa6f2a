import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { type Change, type Names, nameChanges } from "./change.ts";
import type { ChangeKind } from "./model.ts";

/** What one run changed about one person. */
export type HistoryEntry = { run: number; runKind: string | null; at: Date; changes: (Change & Names)[] };

export type History = {
  /** Newest first. */
  entries: HistoryEntry[];
  /** Give it as `before` for what happened earlier; absent when this is all. */
  earlier?: string;
};

type Line = Change & Omit<HistoryEntry, "changes">;

/** A person's changes, run by run, of one kind or all. `limit` counts changes, not runs; `before` is the id of a change. */
export async function personHistory(
  { db }: { db: Database },
  { id, kind, before, limit }: { id: string; kind?: ChangeKind; before?: string; limit: number },
): Promise<History> {
  const query = Prisma.sql`
    SELECT c.id::text AS id, c."runId" AS run, r.kind AS "runKind", c.at, c.kind, c.field, c.before, c.after
    FROM microsoft_graph_user_change c LEFT JOIN sync_run r ON r.id = c."runId"
    WHERE c."userId" = ${id} AND ${kind === undefined ? Prisma.sql`TRUE` : Prisma.sql`c.kind = ${kind}`}
      AND ${before === undefined ? Prisma.sql`TRUE` : Prisma.sql`c.id < ${before}::bigint`}
    ORDER BY c.id DESC LIMIT ${limit + 1}`;
  const { rows } = await db.pool.query<Line>(query.text, query.values);
  const shown = rows.slice(0, limit);
  const entries: HistoryEntry[] = [];
  for (const { run, runKind, at, ...change } of await nameChanges({ db }, { changes: shown })) {
    const newest = entries.at(-1);
    if (newest?.run === run) newest.changes.push(change);
    else entries.push({ run, runKind, at, changes: [change] });
  }
  return { entries, earlier: rows.length > limit ? shown.at(-1)?.id : undefined };
}

/** How many changes of each kind the history of a person has; a kind without any is absent. */
export async function countHistory(
  { db }: { db: Database },
  { id }: { id: string },
): Promise<Partial<Record<ChangeKind, number>>> {
  const { rows } = await db.pool.query<{ kind: ChangeKind; count: number }>(
    `SELECT kind, count(*)::int AS count FROM microsoft_graph_user_change WHERE "userId" = $1 GROUP BY kind`,
    [id],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}
