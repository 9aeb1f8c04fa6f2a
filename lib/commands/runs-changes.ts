import type { Context } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { type Change, type Names, nameChanges } from "../directory/change.ts";
import { keptUntilChange } from "../directory/kept-until-change.ts";
import type { ChangeKind } from "../directory/model.ts";
import { personSearch } from "../directory/search.ts";

/** A person's change in a run, with the names to show. */
export type RunChange = Change &
  Names & { userId: string; displayName: string | null; userPrincipalName: string | null; at: Date };

/** Which of a run's changes: `q` is looked for in what people are searched by, and in the name of the property. */
export type ChangesFilter = { run: number; kind?: ChangeKind; field?: string; q?: string };

/** How many; beyond the cap "more than" is enough, and counting on would take as long as the run was large. */
export type CappedCount = { count: number; isCapped: boolean };

const mostCounted = 10_000;

/** What a run changed, in order of writing; `after` is the id of the last change of the page before. */
export async function runChanges(
  context: Context,
  { after, limit, ...filter }: ChangesFilter & { after?: string; limit: number },
): Promise<RunChange[]> {
  const query = Prisma.sql`
    SELECT c.id::text, c."userId", u."displayName", u."userPrincipalName", c.kind, c.field, c.before, c.after, c.at
    ${changesWhere(filter)} AND ${after === undefined ? Prisma.sql`TRUE` : Prisma.sql`c.id > ${after}::bigint`}
    ORDER BY c.id LIMIT ${limit}`;
  const { rows } = await context.db.pool.query<RunChange>(query.text, query.values);
  return await nameChanges(context, { changes: rows });
}

/** How many changes of a run a search finds; counted once for each state of the mirror. */
export async function countFoundChanges({ db }: Context, filter: ChangesFilter): Promise<CappedCount> {
  const query = Prisma.sql`SELECT count(*)::int AS count FROM (SELECT 1 ${changesWhere(filter)} LIMIT ${mostCounted + 1}) f`;
  return await keptUntilChange(db, {
    name: `found changes ${JSON.stringify(filter)}`,
    async find() {
      const { rows } = await db.pool.query<{ count: number }>(query.text, query.values);
      const count = rows[0]?.count ?? 0;
      return { count: Math.min(count, mostCounted), isCapped: count > mostCounted };
    },
  });
}

/** How many changes of each kind a run made; counted once for each state of the mirror. */
export async function countRunChanges({ db }: Context, run: number): Promise<Record<ChangeKind, number>> {
  return await keptUntilChange(db, {
    name: `changes of run ${run}`,
    async find() {
      const { rows } = await db.pool.query<{ kind: ChangeKind; count: number }>(
        `SELECT kind, count(*)::int AS count FROM microsoft_graph_user_change WHERE "runId" = $1 GROUP BY kind`,
        [run],
      );
      const none = { created: 0, updated: 0, supervisor: 0, membership: 0, removed: 0, restored: 0 };
      return { ...none, ...Object.fromEntries(rows.map((row) => [row.kind, row.count])) };
    },
  });
}

/** The properties that a run changed, those of most people first. */
export async function changedFields(
  { db }: Context,
  { run }: { run: number },
): Promise<{ field: string; count: number }[]> {
  const { rows } = await db.pool.query<{ field: string; count: number }>(
    `SELECT field, count(*)::int AS count FROM microsoft_graph_user_change
     WHERE "runId" = $1 AND kind = 'updated' AND field IS NOT NULL GROUP BY field ORDER BY count DESC, field`,
    [run],
  );
  return rows;
}

function changesWhere({ run, kind, field, q }: ChangesFilter): Prisma.Sql {
  const conditions = [Prisma.sql`c."runId" = ${run}`];
  if (kind !== undefined) conditions.push(Prisma.sql`c.kind = ${kind}`);
  if (field !== undefined) conditions.push(Prisma.sql`c.field = ${field}`);
  if (q !== undefined) {
    const named = personSearch(q);
    // "job title" finds jobTitle, as the page writes it.
    const property = q.replaceAll(/\s+/g, "").toLowerCase();
    conditions.push(Prisma.sql`(${named} OR (c.kind = 'updated' AND strpos(lower(c.field), ${property}) > 0))`);
  }
  return Prisma.sql`FROM microsoft_graph_user_change c LEFT JOIN microsoft_graph_user u ON u.id = c."userId"
    WHERE ${Prisma.join(conditions, " AND ")}`;
}
