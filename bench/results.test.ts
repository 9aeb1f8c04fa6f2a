import { expect, test } from "vitest";
import type { Machine } from "./machine.ts";
import { type MeasuredSetting, withSetting } from "./results.ts";

const machine: Machine = { processor: "one", cores: 2, memoryBytes: 1, system: "any", versions: { node: "20" } };

function measured(people: number, change: Partial<MeasuredSetting> = {}): MeasuredSetting {
  return {
    id: `plain-${people}`,
    people,
    expandPageLimit: 999,
    latency: { requestMs: 0, itemMs: 0 },
    naivePart: people,
    measuredAt: "2026-01-01T00:00:00.000Z",
    commit: "abc",
    rounds: 1,
    warmedUp: true,
    measurements: [],
    ...change,
  };
}

test("a setting that is measured anew takes the place of its former figures, sizes ascending, latency last", () => {
  const first = withSetting(undefined, machine, measured(10));
  const far = withSetting(first, machine, measured(5, { id: "latency-5", latency: { requestMs: 120, itemMs: 0 } }));
  const all = withSetting(withSetting(far, machine, measured(1)), machine, measured(10, { commit: "def" }));
  expect(all.settings.map(({ id, commit }) => [id, commit])).toEqual([
    ["plain-1", "abc"],
    ["plain-10", "def"],
    ["latency-5", "abc"],
  ]);
});

test("figures of another machine or of other versions are not put beside new ones", () => {
  const stored = withSetting(undefined, machine, measured(10));
  const other = { ...machine, versions: { node: "24" } };
  expect(withSetting(stored, other, measured(1)).settings.map(({ id }) => id)).toEqual(["plain-1"]);
});
