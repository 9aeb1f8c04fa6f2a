import type { Context } from "../context.ts";
import { boundsOf, dayAfter, dayOf } from "./local-day.ts";

/** What the runs that ended on one day did to people; `day` is "2026-11-20", of the zone that was asked for. */
export type DayOfChanges = {
  day: string;
  /** New people and those who came back. */
  added: number;
  changed: number;
  removed: number;
};

/**
 * The last days, oldest first, today included, as they begin and end in `zone`. Somebody changed by two runs counts twice.
 * The first copy is left out: who was there before Rollcall came is not new.
 */
export async function changesByDay(
  { db, now }: Context,
  { days = 7, zone = "UTC" }: { days?: number; zone?: string } = {},
): Promise<DayOfChanges[]> {
  const today = dayOf(now(), { zone });
  const shown = Array.from({ length: days }, (_, place) => dayAfter(today, place + 1 - days));
  const bounds = shown.map((day) => boundsOf(day, { zone }));
  const { rows } = await db.pool.query<DayOfChanges>(
    // The ledger is read once and not for every day: it holds the runs of years.
    `WITH ended AS MATERIALIZED (
       SELECT "finishedAt", counts FROM sync_run
       WHERE state IN ('succeeded', 'held') AND kind <> 'preview' AND coalesce(reason, '') NOT LIKE 'first run%'
         AND "finishedAt" >= ($2::timestamptz[])[1]
     )
     SELECT d.day,
       coalesce(sum((e.counts ->> 'created')::int + (e.counts ->> 'restored')::int), 0)::int AS added,
       coalesce(sum((e.counts ->> 'updated')::int), 0)::int AS changed,
       coalesce(sum((e.counts ->> 'removed')::int), 0)::int AS removed
     FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS d(day, begins, ends)
     LEFT JOIN ended e ON e."finishedAt" >= d.begins AND e."finishedAt" < d.ends
     GROUP BY d.day ORDER BY d.day`,
    [shown, bounds.map(({ from }) => from), bounds.map(({ to }) => to)],
  );
  return rows;
}
