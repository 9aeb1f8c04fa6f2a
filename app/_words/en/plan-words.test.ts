import { expect, test } from "vitest";
import type { PlanLine, PlannedPerson } from "#lib/commands/plan-lines.ts";
import { fateOf, removalsWords, sizeWords } from "./plan-words.ts";

function person(...lines: Partial<PlanLine>[]): PlannedPerson {
  const none = { kind: "updated", field: null, before: null, after: null } as const;
  return {
    userId: "1",
    displayName: "Ada",
    userPrincipalName: null,
    lines: lines.map((line) => ({ ...none, ...line })),
  };
}

test("somebody's fate is the weightiest of what would happen to them", () => {
  expect(fateOf(person({ kind: "removed", after: "left-group" }, { kind: "membership" }))).toBe(
    "Removed: left the group",
  );
  expect(fateOf(person({ kind: "restored" }, { kind: "updated", field: "jobTitle" }))).toBe("Returns");
  expect(fateOf(person({ kind: "created" }, { kind: "created", field: "displayName" }))).toBe("New");
  expect(fateOf(person({ kind: "supervisor" }))).toBe("Changed");
});

test("the size of a plan is told with its nouns", () => {
  const kinds = { removed: 1, restored: 0, updated: 0, supervisor: 0, membership: 0, created: 0 };
  expect(sizeWords({ people: 1, lines: 1, kinds })).toBe("1 person, 1 line. The preview wrote nothing of this.");
  expect(sizeWords({ people: 1204, lines: 5000, kinds })).toMatch(/^1,204 people, 5,000 lines\./);
});

test("a yes that goes over the guard says so", () => {
  expect(removalsWords({ removed: 0, isHeld: false })).toBeUndefined();
  expect(removalsWords({ removed: 2, isHeld: false })).toContain("2 people would be marked as removed; their rows");
  expect(removalsWords({ removed: 62, isHeld: true })).toContain("applying the plan is the yes");
});
