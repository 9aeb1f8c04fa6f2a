import { parseCronItem } from "graphile-worker";
import type { Schedule } from "../config/config.ts";

const minuteMs = 60_000;

/**
 * Which run the crons ask for in a minute, if any; where both do, the full one. Crons are in UTC: servers of one
 * installation may differ in their zone.
 *
 * @returns a test, so that the crons are read once for many minutes
 */
export function dueRun(schedule: Schedule): (minute: Date) => "full" | "delta" | undefined {
  const full = parseCronItem({ task: "sync", match: schedule.full });
  const delta = parseCronItem({ task: "sync", match: schedule.delta });
  return (minute) => {
    const digest = {
      min: minute.getUTCMinutes(),
      hour: minute.getUTCHours(),
      date: minute.getUTCDate(),
      month: minute.getUTCMonth() + 1,
      dow: minute.getUTCDay(),
    };
    if (full.match(digest)) return "full";
    return delta.match(digest) ? "delta" : undefined;
  };
}

/** Whether the schedule named at least `times` minutes after `since` and before `until`. */
export function wasDue(
  schedule: Schedule,
  { times, since, until }: { times: number; since: Date; until: Date },
): boolean {
  const due = dueRun(schedule);
  let found = 0;
  const firstMinute = Math.floor(since.getTime() / minuteMs) * minuteMs + minuteMs;
  for (let minute = firstMinute; minute < until.getTime() && found < times; minute += minuteMs) {
    if (due(new Date(minute))) found++;
  }
  return found >= times;
}

/** When the next run of each kind starts; absent when its cron names no minute of the days looked at. */
export type NextDue = { delta?: Date; full?: Date };

/** The next minutes after a moment in which a run of each kind starts; a full run takes the place of a delta. */
export function nextDue(schedule: Schedule, { after, days }: { after: Date; days: number }): NextDue {
  const due = dueRun(schedule);
  const next: NextDue = {};
  const firstMinute = Math.floor(after.getTime() / minuteMs) * minuteMs + minuteMs;
  const end = firstMinute + days * 24 * 60 * minuteMs;
  for (let time = firstMinute; time < end && !(next.delta && next.full); time += minuteMs) {
    const minute = new Date(time);
    const kind = due(minute);
    if (kind) next[kind] ??= minute;
  }
  return next;
}
