import { expect, test } from "vitest";
import { readMoment } from "./moment.ts";

const now = new Date("2026-11-23T12:00:00.000Z");
const read = (text: string, time?: string) => {
  const reading = readMoment(text, { time, now });
  return reading.state === "read" ? reading.at.toISOString() : reading.sentence;
};

test("a day means its end, and today means now", () => {
  expect(read("2026-11-20")).toBe("2026-11-20T23:59:59.999Z");
  expect(read(" 2024-02-29 ")).toBe("2024-02-29T23:59:59.999Z");
  expect(read("2026-11-23")).toBe(now.toISOString());
  expect(readMoment("2026-11-20", { now })).toMatchObject({ isDay: true });
});

test.each([
  ["2026-11-20T14:05", "2026-11-20T14:05:00.000Z"],
  ["2026-11-20 14:05", "2026-11-20T14:05:00.000Z"],
  ["2026-11-20T14:05:30.25Z", "2026-11-20T14:05:30.250Z"],
  ["2026-11-20T14:05:30.123456z", "2026-11-20T14:05:30.123Z"],
  ["2026-11-20T00:05+02:00", "2026-11-19T22:05:00.000Z"],
  ["2026-11-20T00:05-0330", "2026-11-20T03:35:00.000Z"],
])("%s is the moment %s", (text, moment) => {
  expect(read(text)).toBe(moment);
  expect(readMoment(text, { now })).toMatchObject({ isDay: false });
});

test("an offset whose plus became a space in an address still counts", () => {
  expect(read("2026-11-20T00:05 02:00")).toBe("2026-11-19T22:05:00.000Z");
});

test("a time may stand beside the day, as a form sends it", () => {
  expect(read("2026-11-20", "14:05")).toBe("2026-11-20T14:05:00.000Z");
  expect(read("2026-11-20T10:00", "14:05")).toContain("is no date");
});

test.each([
  "",
  "yesterday",
  "20.11.2026",
  "2026-13-01",
  "2026-02-30",
  "2026-11-20T",
  "2026-11-20T25:00",
  "2026-11-20T14:05:61",
  "2026-11-20T14:05+19:00",
  "2026-11-20T14:05Zulu",
  "12026-11-20",
  "2026-11-20\u0000",
  "2026-11-20'; DROP TABLE x",
])("%j is refused with how a date is written", (text) => {
  expect(read(text)).toMatch(/is no date\. Write a day as 2026-11-20/);
});

test("what is still to come is refused, but not a day that has begun somewhere", () => {
  expect(read("2026-11-23T12:00:01")).toContain("is still to come");
  expect(read("2026-11-25")).toContain("is still to come");
  expect(read("2026-11-24")).toBe(now.toISOString());
});

test("a long text is not said back in full", () => {
  expect(read("x".repeat(5_000)).length).toBeLessThan(200);
});
