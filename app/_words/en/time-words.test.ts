import { describe, expect, test } from "vitest";
import { dayWords, exactWords, relativeWords, weekdayWords } from "./time-words.ts";

const now = new Date("2026-11-23T12:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("a moment in words", () => {
  test.each([
    [10, "a moment ago"],
    [60, "1 minute ago"],
    [4 * 60, "4 minutes ago"],
    [59.6 * 60, "1 hour ago"],
    [3 * 3600, "3 hours ago"],
    [24 * 3600, "yesterday"],
    [12 * 86400, "12 days ago"],
  ])("%d seconds back is said as “%s”", (seconds, words) => {
    expect(relativeWords(before(seconds), { now })).toBe(words);
  });

  test("beyond a month it is the day itself", () => {
    expect(relativeWords(new Date("2026-09-01T09:00:00Z"), { now })).toBe("1 Sept 2026");
  });

  test("the exact time names its zone", () => {
    expect(exactWords(new Date("2026-11-14T14:05:00Z"))).toBe("14 Nov 2026, 14:05 UTC");
    expect(dayWords(new Date("2026-11-14T14:05:00Z"))).toBe("14 Nov 2026");
  });

  test("a zone has its own day and hour", () => {
    const at = new Date("2026-11-14T23:05:00Z");
    expect(dayWords(at, { zone: "Europe/Berlin" })).toBe("15 Nov 2026");
    expect(exactWords(at, { zone: "Europe/Berlin" })).toBe("15 Nov 2026, 00:05 CET");
    expect(relativeWords(at, { now: new Date("2027-11-14T00:00:00Z"), zone: "Europe/Berlin" })).toBe("15 Nov 2026");
    expect(weekdayWords("2026-11-14")).toBe("Sat 14 Nov");
  });
});
