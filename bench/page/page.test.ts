import { expect, test } from "vitest";
import type { MeasuredSetting, Measurement, Results } from "../results.ts";
import type { SubjectName } from "../subjects.ts";
import { pageOf } from "./page.ts";
import { plotsOf } from "./plots.ts";

const machine = { processor: "one", cores: 2, memoryBytes: 8 * 1024 ** 3, system: "any", versions: { node: "20" } };

function done(subject: SubjectName, round: number, seconds: number, more: object = {}): Measurement {
  const figures = {
    seconds,
    ownSeconds: seconds,
    cpuSeconds: seconds,
    peakBytes: 100 * 1024 ** 2,
    requests: 4,
    people: 9,
  };
  return { subject, round, state: "done", ...figures, ...more };
}

function setting(people: number, measurements: Measurement[]): MeasuredSetting {
  return {
    ...{ id: `plain-${people}`, people, expandPageLimit: 999, latency: { requestMs: 0, itemMs: 0 }, naivePart: 2 },
    ...{ measuredAt: "2026-01-01T00:00:00.000Z", commit: "abc", rounds: 2, warmedUp: true, measurements },
  };
}

const results: Results = {
  machine,
  settings: [
    setting(1000, [done("floor-read", 1, 1), done("floor-copy", 1, 2), done("first-load", 1, 3)]),
    setting(10_000, [
      ...[done("floor-read", 1, 10), done("floor-copy", 1, 20), done("first-load", 1, 50)],
      ...[done("floor-read", 2, 1), done("floor-copy", 2, 2), done("first-load", 2, 5)],
      done("unchanged", 1, 12, { rowsWritten: 0 }),
      done("naive", 1, 1, { extrapolated: { asked: 2, seconds: 7200, requests: 10_001 } }),
      { subject: "pnp", round: 1, state: "failed", reason: "ended with 134: heap out of memory" },
    ]),
  ],
};

test("an aim is said to be reached or not by the figures, and nothing is said of what was not measured", () => {
  const page = pageOf(results, []);
  expect(page).toContain("| First load of 10,000 people: at most 2.0× read + COPY | 2.50× | **not reached** |");
  expect(page).toMatch(/Full run without changes over 10,000 people.*\| 1\.20×, 0 rows \| reached \|/);
  expect(page).not.toContain("100 changes in");
});

test("what was calculated is marked, what failed says why, what is missing is named", () => {
  const page = pageOf(results, []);
  expect(page).toMatch(/\| One call per manager ¹ \| 2\.0 h \|/);
  expect(page).toContain("calculated for all 10,000: the listing as it was, the calls times 5000");
  expect(page).toContain("- PnP's CLI failed: ended with 134: heap out of memory");
  expect(page).toMatch(/Not measured here: .*Backstage's reader/);
});

test("plots name every curve, have a ground in both schemes, and are well-formed", () => {
  const plots = plotsOf(results);
  expect(Object.keys(plots)).toEqual(["benchmark-growth.svg", "benchmark-memory.svg", "benchmark-comparison.svg"]);
  for (const text of Object.values(plots)) {
    expect(text).toContain("prefers-color-scheme: dark");
    expect(text).toContain("Rollcall, first load");
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test("figures of one size alone make no plot of growth", () => {
  const [only] = results.settings;
  expect(Object.keys(plotsOf({ machine, settings: only ? [only] : [] }))).toEqual(["benchmark-comparison.svg"]);
});
