import fc from "fast-check";
import { expect, test } from "vitest";
import { createPatience, standardPolicy, type Trouble } from "./patience.ts";

const noChance = { random: () => 0 };

function waitsFor(trouble: Trouble, { random = () => 0 }: { random?: () => number } = {}): number[] {
  const patience = createPatience(standardPolicy, { random });
  const waits: number[] = [];
  for (let wait = patience.pause(trouble); wait !== undefined; wait = patience.pause(trouble)) waits.push(wait);
  return waits;
}

const total = (waits: number[]) => waits.reduce((sum, wait) => sum + wait, 0);

test("a server fault is tried five times with growing pauses", () => {
  expect(waitsFor({ kind: "server", status: 500 })).toEqual([500, 1_000, 2_000, 4_000]);
  expect(waitsFor({ kind: "network" })).toEqual([500, 1_000, 2_000, 4_000]);
});

test("throttling without a header is waited for until the budget is spent, and not beyond", () => {
  const waits = waitsFor({ kind: "throttled", status: 429 });
  expect(total(waits)).toBeGreaterThan(60_000);
  expect(total(waits)).toBeLessThan(120_000);
});

test("a named wait is never cut short and ends after two minutes, or after four tries where it is longer", () => {
  const short = waitsFor({ kind: "throttled", status: 429, retryAfter: 1_000 });
  expect(Math.min(...short)).toBeGreaterThanOrEqual(1_000);
  expect(total(short.slice(0, -1))).toBeLessThan(120_000);
  expect(waitsFor({ kind: "throttled", status: 429, retryAfter: 300_000 })).toEqual([300_000, 300_000, 300_000]);
});

test("a wait of more than an hour is refused, not slept through", () => {
  expect(waitsFor({ kind: "throttled", status: 429, retryAfter: 86_400_000 })).toEqual([]);
});

test("time spent waiting for answers counts, and no try may run past the budget", () => {
  const patience = createPatience(standardPolicy, noChance);
  expect(patience.timeout()).toBe(30_000);
  patience.spend(100_000);
  expect(patience.pause({ kind: "timeout" })).toBe(500);
  expect(patience.timeout()).toBe(19_500);
  patience.spend(19_500);
  expect(patience.pause({ kind: "timeout" })).toBeUndefined();
});

test("a try after a named wait beyond the budget is a whole one", () => {
  const patience = createPatience(standardPolicy, noChance);
  patience.pause({ kind: "throttled", status: 429, retryAfter: 200_000 });
  expect(patience.timeout()).toBe(30_000);
});

test("whatever chance adds, no wait is shorter than the one that was named", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_600_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retryAfter, chance) => {
        const waits = waitsFor({ kind: "server", status: 503, retryAfter }, { random: () => chance });
        expect(waits.length).toBeGreaterThanOrEqual(3);
        expect(waits.every((wait) => wait >= retryAfter)).toBe(true);
      },
    ),
  );
});
