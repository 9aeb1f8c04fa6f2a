import { expect, test } from "vitest";
import { Phases, phasesOf } from "./phases.ts";

test("each phase keeps how far it came and how long it was told of", () => {
  const phases = new Phases();
  phases.note({ phase: "group", done: 0 }, { at: 1_000 });
  phases.note({ phase: "members", done: 0, total: 300 }, { at: 1_200 });
  phases.note({ phase: "members", done: 300, total: 300 }, { at: 2_000 });
  expect(phases.note({ phase: "users", done: 0 }, { at: 2_100.4 })).toEqual([
    { phase: "group", done: 0, ms: 200 },
    { phase: "members", done: 300, total: 300, ms: 900 },
    { phase: "users", done: 0, ms: 0 },
  ]);
});

test("phases side by side share the time, and the one that was heard of last stands last", () => {
  const phases = new Phases();
  phases.note({ phase: "users", done: 10 }, { at: 0 });
  phases.note({ phase: "members", done: 5 }, { at: 100 });
  const now = phases.note({ phase: "users", done: 20 }, { at: 300 });
  expect(now.map(({ phase, ms }) => [phase, ms])).toEqual([
    ["members", 200],
    ["users", 100],
  ]);
});

test("the last phase lasted until the run's end", () => {
  const stored = [
    { phase: "users", done: 300, ms: 900 },
    { phase: "writing", done: 0, ms: 0 },
  ] as const;
  expect(phasesOf([...stored], { durationMs: 1_500 }).map(({ ms }) => ms)).toEqual([900, 600]);
  expect(phasesOf([], { durationMs: 1_500 })).toEqual([]);
});
