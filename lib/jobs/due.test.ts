import { expect, test } from "vitest";
import { dueRun, nextDue, wasDue } from "./due.ts";

const schedule = { delta: "*/15 * * * *", full: "0 2 * * *" };
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);

test("a minute is due for the run whose cron names it, in UTC", () => {
  const due = dueRun({ delta: "5 * * * *", full: "0 2 * * 1" });
  expect(due(at("09:05"))).toBe("delta");
  expect(due(at("02:00"))).toBe("full");
  expect(due(at("09:06"))).toBeUndefined();
  expect(due(new Date("2026-11-24T02:00:00Z"))).toBeUndefined();
});

test("times are counted after the first moment and before the last", () => {
  const counts = (since: string, until: string) => wasDue(schedule, { times: 2, since: at(since), until: at(until) });
  expect(counts("09:00", "09:30")).toBe(false);
  expect(counts("09:00", "09:31")).toBe(true);
  expect(counts("09:16", "09:44")).toBe(false);
});

test("the next times are after the moment, and where both crons meet the full run has the minute", () => {
  const next = (after: Date) => nextDue({ delta: "0 * * * *", full: "0 2 * * *" }, { after, days: 8 });
  expect(next(at("01:00"))).toEqual({ delta: at("03:00"), full: at("02:00") });
  expect(next(at("02:30"))).toEqual({ delta: at("03:00"), full: new Date("2026-11-24T02:00:00Z") });
});

test("a cron that never comes has no next time, and does not keep the other from having one", () => {
  expect(nextDue({ delta: "*/15 * * * *", full: "0 2 30 2 *" }, { after: at("09:01"), days: 8 })).toEqual({
    delta: at("09:15"),
  });
});
