import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";

/** One line of the history table. */
export type Change = {
  id: string;
  /** created, updated, removed, restored, supervisor */
  kind: string;
  /** Graph's property name for `updated`; `supervisorId` for `supervisor`. */
  field: string | null;
  /** A property's value as text, a supervisor's id, or the reason of a removal. */
  before: string | null;
  after: string | null;
  /** Names of the supervisors, as far as the mirror or a supervision knows one. */
  beforeName: string | null;
  afterName: string | null;
};

/** What one run changed about one person. */
export type HistoryEntry = { run: number; runKind: string | null; at: Date; changes: Change[] };

export type History = {
  /** Newest first. */
  entries: HistoryEntry[];
  /** Give it as `before` for what happened earlier; absent when this is all. */
  earlier?: string;
};

/** A person's changes, run by run. `limit` counts changes, not runs; `before` is the id of a change. */
export async function personHistory(
  { db }: { db: Database },
  { id, before, limit }: { id: string; before?: string; limit: number },
): Promise<History> {
  const query = Prisma.sql`
    SELECT c.id::text AS id, c."runId" AS run, r.kind AS "runKind", c.at, c.kind, c.field, c.before, c.after,
      ${supervisorNamed("before")} AS "beforeName", ${supervisorNamed("after")} AS "afterName"
    FROM microsoft_graph_user_change c LEFT JOIN sync_run r ON r.id = c."runId"
    WHERE c."userId" = ${id} AND ${before === undefined ? Prisma.sql`TRUE` : Prisma.sql`c.id < ${before}::bigint`}
    ORDER BY c.id DESC LIMIT ${limit + 1}`;
  const { rows } = await db.pool.query<Change & Omit<HistoryEntry, "changes">>(query.text, query.values);
  const shown = rows.slice(0, limit);
  const entries: HistoryEntry[] = [];
  for (const { run, runKind, at, ...change } of shown) {
    const newest = entries.at(-1);
    if (newest?.run === run) newest.changes.push(change);
    else entries.push({ run, runKind, at, changes: [change] });
  }
  return { entries, earlier: rows.length > limit ? shown.at(-1)?.id : undefined };
}

/** The history keeps the supervisor's id; the name is the one known now. */
function supervisorNamed(side: "before" | "after"): Prisma.Sql {
  const id = Prisma.raw(`c.${side}`);
  return Prisma.sql`CASE WHEN c.kind = 'supervisor' THEN coalesce(
    (SELECT u."displayName" FROM microsoft_graph_user u WHERE u.id = ${id}),
    (SELECT s."supervisorDisplayName" FROM microsoft_graph_user_supervisor s
      WHERE s."supervisorId" = ${id} ORDER BY s."changeSeq" DESC LIMIT 1)) END`;
}
