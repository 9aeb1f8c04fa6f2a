import type { ScheduleStanding } from "#lib/commands/schedule.ts";
import type { Freshness } from "#lib/commands/status.ts";
import { pauseReason } from "#words/schedule-words.ts";
import { exactWords, relativeWords } from "#words/time-words.ts";

/** How fresh the copy is and whether the schedule rests, as the top line says it and as /api/freshness answers it. */
export type FreshnessLine = {
  state: "fresh" | "old" | "troubled" | "never";
  asOf?: { at: string; words: string; exact: string };
  reason?: string;
  /** The page that says more. */
  href: string;
  /** Why nothing runs by schedule although it should, and the run that found it out. */
  paused?: { because: string; run: number };
};

export function freshnessLine(
  freshness: Freshness,
  { schedule, now }: { schedule: ScheduleStanding; now: Date },
): FreshnessLine {
  const { asOf } = freshness;
  return {
    state: freshness.state,
    asOf: asOf && { at: asOf.toISOString(), words: relativeWords(asOf, { now }), exact: exactWords(asOf) },
    reason: freshness.reason,
    href: freshness.run === undefined ? "/runs" : `/runs/${freshness.run}`,
    paused: schedule.state === "paused" ? { because: pauseReason(schedule.because), run: schedule.run } : undefined,
  };
}
