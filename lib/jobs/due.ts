import { parseCronItem } from "graphile-worker";
import type { Schedule } from "../config/config.ts";

const minuteMs = 60_000;

/**
 * Whether one of the crons names a minute. Crons are in UTC: servers of one installation may differ in their zone.
 *
 * @returns a test, so that the crons are read once for many minutes
 */
export function dueTest({ delta, full }: Schedule): (minute: Date) => boolean {
  const crons = [delta, full].map((cron) => parseCronItem({ task: "sync", match: cron }));
  return (minute) => {
    const digest = {
      min: minute.getUTCMinutes(),
      hour: minute.getUTCHours(),
      date: minute.getUTCDate(),
      month: minute.getUTCMonth() + 1,
      dow: minute.getUTCDay(),
    };
    return crons.some((cron) => cron.match(digest));
  };
}

/** Whether the schedule named at least `times` minutes after `since` and before `until`. */
export function wasDue(
  schedule: Schedule,
  { times, since, until }: { times: number; since: Date; until: Date },
): boolean {
  const isDue = dueTest(schedule);
  let found = 0;
  const firstMinute = Math.floor(since.getTime() / minuteMs) * minuteMs + minuteMs;
  for (let minute = firstMinute; minute < until.getTime() && found < times; minute += minuteMs) {
    if (isDue(new Date(minute))) found++;
  }
  return found >= times;
}
