import type pg from "pg";

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Deletes the people who were removed longer ago than they are to be kept, with their supervisor, their history
 * and what previews said of them. Within the closing transaction and after its writes: whoever came back in this run is
 * no longer among them.
 *
 * @returns how many; 0 when people are kept for ever
 */
export async function deleteOutdated(
  client: pg.ClientBase,
  { retentionDays, at }: { retentionDays: number | undefined; at: Date },
): Promise<number> {
  if (retentionDays === undefined) return 0;
  const { rows } = await client.query<{ people: number }>(
    `WITH outdated AS (
       DELETE FROM microsoft_graph_user WHERE "deletedAt" < $1 RETURNING id
     ), supervisors AS (
       DELETE FROM microsoft_graph_user_supervisor s USING outdated o WHERE s."userId" = o.id
     ), history AS (
       DELETE FROM microsoft_graph_user_change c USING outdated o WHERE c."userId" = o.id
     ), plans AS (
       DELETE FROM sync_plan_line l USING outdated o WHERE l."userId" = o.id
     ), decisions AS (
       DELETE FROM sync_held_removal h USING outdated o WHERE h."userId" = o.id
     )
     SELECT count(*)::int AS people FROM outdated`,
    [new Date(at.getTime() - retentionDays * dayMs)],
  );
  return rows[0]?.people ?? 0;
}
