import { expect, test } from "vitest";
import { dueTest, wasDue } from "./due.ts";

const schedule = { delta: "*/15 * * * *", full: "0 2 * * *" };
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);

test("a minute is due when one of the crons names it, in UTC", () => {
  const isDue = dueTest({ delta: "5 * * * *", full: "0 2 * * 1" });
  expect(isDue(at("09:05"))).toBe(true);
  expect(isDue(at("02:00"))).toBe(true);
  expect(isDue(at("09:06"))).toBe(false);
  expect(isDue(new Date("2026-11-24T02:00:00Z"))).toBe(false);
});

test("times are counted after the first moment and before the last", () => {
  const counts = (since: string, until: string) => wasDue(schedule, { times: 2, since: at(since), until: at(until) });
  expect(counts("09:00", "09:30")).toBe(false);
  expect(counts("09:00", "09:31")).toBe(true);
  expect(counts("09:16", "09:44")).toBe(false);
});
