import type { Context } from "../context.ts";

/** What the runs that ended on one day did to people; the day is one of UTC, as "2026-11-20". */
export type DayOfChanges = {
  day: string;
  /** New people and those who came back. */
  added: number;
  changed: number;
  removed: number;
};

/**
 * The last days, oldest first, today included. Somebody changed by two runs counts twice. The first copy is left out: who
 * was there before Rollcall came is not new.
 */
export async function changesByDay(
  { db, now }: Context,
  { days = 7 }: { days?: number } = {},
): Promise<DayOfChanges[]> {
  const { rows } = await db.pool.query<DayOfChanges>(
    `WITH ended AS (
       SELECT ("finishedAt" AT TIME ZONE 'UTC')::date AS day, counts FROM sync_run
       WHERE state IN ('succeeded', 'held') AND kind <> 'preview' AND coalesce(reason, '') NOT LIKE 'first run%'
         AND "finishedAt" >= $1::timestamptz - make_interval(days => $2)
     )
     SELECT to_char(d.day, 'YYYY-MM-DD') AS day,
       coalesce(sum((e.counts ->> 'created')::int + (e.counts ->> 'restored')::int), 0)::int AS added,
       coalesce(sum((e.counts ->> 'updated')::int), 0)::int AS changed,
       coalesce(sum((e.counts ->> 'removed')::int), 0)::int AS removed
     FROM generate_series(($1::timestamptz AT TIME ZONE 'UTC')::date - ($2 - 1), ($1::timestamptz AT TIME ZONE 'UTC')::date,
       interval '1 day') AS d(day)
     LEFT JOIN ended e ON e.day = d.day::date
     GROUP BY d.day ORDER BY d.day`,
    [now(), days],
  );
  return rows;
}
