import { expect, test } from "vitest";
import type { Counts, Run } from "#lib/commands/runs.ts";
import { noCounts } from "#lib/graph/sync/counts.ts";
import { runSentence } from "./run-sentence.ts";

function run({ counts, ...rest }: Partial<Omit<Run, "counts">> & { counts?: Partial<Counts> } = {}): Run {
  return {
    id: 1,
    kind: "full",
    state: "succeeded",
    reason: null,
    requestedBy: "ada@contoso.example",
    requestedAt: new Date(0),
    startedAt: new Date(0),
    finishedAt: new Date(3_100),
    groupId: "00000000-0000-4000-8000-000000000001",
    groupDisplayName: "Everyone",
    plan: null,
    planLines: null,
    phases: [],
    requests: 4,
    retries: 0,
    throttledSeconds: 0,
    durationMs: 3_100,
    proof: null,
    answers: { refused: [], last: [] },
    membershipChanges: 0,
    heldWaiting: 0,
    ...rest,
    counts: { ...noCounts, ...counts },
  };
}

test("a run is told as what it read and what came of it", () => {
  const counts = { read: 1204, updated: 6, removed: 2, restored: 1 };
  expect(runSentence(run({ counts }))).toBe("Read 1,204 people in 3.1 s; 6 changed, 2 were removed, 1 returned.");
});

test("a run that found nothing new says so", () => {
  expect(runSentence(run({ counts: { read: 1, unchanged: 1 } }))).toBe("Read 1 person in 3.1 s; nothing changed.");
});

test("a run that changed only who is in which group does not say that nothing changed", () => {
  const counts = { read: 3, unchanged: 3 };
  expect(runSentence(run({ counts, membershipChanges: 1 }))).toBe("Read 3 people in 3.1 s; 1 membership changed.");
  expect(runSentence(run({ counts, kind: "preview", membershipChanges: 12 }))).toContain("12 memberships would change");
});

test("a delta run speaks of changes, so that nobody takes the few it read for all there are", () => {
  expect(runSentence(run({ kind: "delta", counts: { read: 3, updated: 3 } }))).toBe(
    "Read the changes of 3 people in 3.1 s; 3 changed.",
  );
  expect(runSentence(run({ kind: "delta", counts: {} }))).toBe("Asked for changes in 3.1 s; nothing changed.");
});

test("a run of one person does not sound as if the directory had been read", () => {
  expect(runSentence(run({ kind: "person", counts: { read: 1, updated: 1 } }))).toBe(
    "Asked for one person in 3.1 s; 1 changed.",
  );
});

test("removals that wait are part of the sentence while they wait", () => {
  const held = run({ state: "held", heldWaiting: 62, counts: { read: 238, held: 62 } });
  expect(runSentence(held)).toBe("Read 238 people in 3.1 s; 62 removals wait for a decision.");
});

test("a preview says what would happen and that nothing was written", () => {
  const preview = run({ kind: "preview", counts: { read: 10, created: 1, held: 30 } });
  expect(runSentence(preview)).toBe(
    "Read 10 people in 3.1 s. A preview: 1 person would be new, 30 would be removed, the removals would be held; nothing was written.",
  );
});

test("a run without a result promises that nothing was changed", () => {
  expect(runSentence(run({ state: "failed" }))).toBe("Stopped after 3.1 s; nothing was changed.");
  expect(runSentence(run({ state: "cancelled" }))).toBe("Stopped by a person; nothing was changed.");
});
