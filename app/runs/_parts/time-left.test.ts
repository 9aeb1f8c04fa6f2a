import { expect, test } from "vitest";
import { type Sample, timeLeft } from "./time-left.ts";

/** A sample a second, each with what was done in that second. */
function after(doneInEachSecond: number[]): Sample[] {
  let done = 0;
  const samples = [{ elapsedMs: 0, done }];
  for (const [second, more] of doneInEachSecond.entries()) {
    done += more;
    samples.push({ elapsedMs: (second + 1) * 1_000, done });
  }
  return samples;
}

test("at a steady rate the rest is told", () => {
  expect(timeLeft(after(Array(10).fill(100)), { total: 4_000 })).toBe(30_000);
});

test("without a total, at the beginning, at a standstill and at an uneven rate nothing is made up", () => {
  expect(timeLeft(after(Array(10).fill(100)), { total: undefined })).toBeUndefined();
  expect(timeLeft(after(Array(4).fill(100)), { total: 4_000 })).toBeUndefined();
  expect(timeLeft(after([...Array(10).fill(100), 0, 0, 0, 0, 0]), { total: 4_000 })).toBeUndefined();
  expect(timeLeft(after([...Array(10).fill(100), ...Array(5).fill(400)]), { total: 4_000 })).toBeUndefined();
  expect(timeLeft(after(Array(10).fill(100)), { total: 1_000 })).toBeUndefined();
});
