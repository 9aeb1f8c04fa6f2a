import { describe, expect, test } from "vitest";
import { isWorthSlicing, quickestPlan } from "./user-plan.ts";

/** A page of 999 over a slow line, of 100 over the same, and of 999 from next door. */
const slow = { users: 999, ms: 420 };
const slowAndSmall = { users: 100, ms: 150 };
const quick = { users: 999, ms: 20 };

describe("the user objects are read", () => {
  test("page after page where the line is quick, also on a first load", () => {
    expect(quickestPlan({ members: 90_000, directory: 100_000, isFirst: true }, quick)).toBe("listing");
    expect(quickestPlan({ members: undefined, directory: 100_000, isFirst: true }, quick)).toBe("listing");
    expect(quickestPlan({ members: undefined, directory: 1_000_000, isFirst: true }, quick)).toBe("listing");
  });

  test("in slices on a first load over a slow line, whatever the tenant cuts its pages to", () => {
    expect(quickestPlan({ members: undefined, directory: 100_000, isFirst: true }, slow)).toBe("slices");
    expect(quickestPlan({ members: 90_000, directory: 100_000, isFirst: true }, slowAndSmall)).toBe("slices");
    expect(quickestPlan({ members: 18_000, directory: 20_000, isFirst: true }, slow)).toBe("slices");
  });

  test("never in slices by a later run, which may remove people", () => {
    expect(quickestPlan({ members: undefined, directory: 100_000, isFirst: false }, slow)).toBe("listing");
  });

  test("by id where the group is small against its directory or its pages are", () => {
    expect(quickestPlan({ members: 200, directory: 500_000, isFirst: false }, quick)).toBe("by-id");
    expect(quickestPlan({ members: 5_000, directory: 100_000, isFirst: false }, slowAndSmall)).toBe("by-id");
    expect(quickestPlan({ members: 5_000, directory: undefined, isFirst: false }, quick)).toBe("by-id");
  });

  test("never so that asking by id is throttled: a whole directory by id would take minutes of Microsoft's quota", () => {
    expect(quickestPlan({ members: 100_000, directory: 100_000, isFirst: false }, quick)).toBe("listing");
  });
});

test("a short listing is not worth the counts that slices cost", () => {
  expect(isWorthSlicing(5_000, slow)).toBe(false);
  expect(isWorthSlicing(undefined, slow)).toBe(false);
});
