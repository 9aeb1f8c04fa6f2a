import { expect, test } from "vitest";
import { retryAfter } from "./retry-after.ts";

const now = new Date("2026-08-01T10:00:00Z");
const asked = (headers: Record<string, string>) => retryAfter(new Headers(headers), { now });

test("seconds are read whole and fractional", () => {
  expect(asked({ "Retry-After": "10" })).toBe(10_000);
  expect(asked({ "Retry-After": "2.128" })).toBe(2_128);
  expect(asked({ "Retry-After": "0" })).toBe(0);
});

test("a date is counted from the answer's own Date, or from the clock where there is none", () => {
  const date = "Sat, 01 Aug 2026 10:00:30 GMT";
  expect(asked({ "Retry-After": date })).toBe(30_000);
  expect(asked({ "Retry-After": date, Date: "Sat, 01 Aug 2026 10:00:20 GMT" })).toBe(10_000);
  expect(asked({ "Retry-After": "Sat, 01 Aug 2026 09:59:00 GMT" })).toBe(0);
});

test("an absent, empty or unreadable header names nothing", () => {
  expect(asked({})).toBeUndefined();
  expect(asked({ "Retry-After": "" })).toBeUndefined();
  expect(asked({ "Retry-After": "soon" })).toBeUndefined();
  expect(asked({ "Retry-After": "-5" })).toBeUndefined();
});
