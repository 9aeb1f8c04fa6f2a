import { describe, expect, test } from "vitest";
import { readQuery, usersQuery } from "./schema.ts";

describe("the parameters of a list", () => {
  test("say the usual list when there are none or only empty ones", () => {
    const usual = { state: "live", sort: "displayName", direction: "asc" };
    expect(readQuery(usersQuery, {})).toEqual(usual);
    expect(readQuery(usersQuery, { q: "", state: "", enabled: "", after: "", unrelated: "1" })).toEqual(usual);
    expect(readQuery(usersQuery, { q: "   " }).q).toBeUndefined();
  });

  test("count once when they are given twice", () => {
    expect(readQuery(usersQuery, { q: ["ann", "bo"] }).q).toBe("ann");
  });

  test("are refused, all faults at once, when they ask for what does not exist", () => {
    const read = () => readQuery(usersQuery, { state: "gone", sort: "id", supervisor: "1", q: "a\0b", enabled: "1" });
    expect(read).toThrow(/look at q, state, enabled, supervisor, sort/);
    expect(read).toThrow(expect.objectContaining({ code: "bad-input" }));
    expect(() => readQuery(usersQuery, { q: "x".repeat(201) })).toThrow(/q/);
  });

  test("take an object id in either case", () => {
    const supervisor = "ABCDEFAB-1234-4234-8234-ABCDEFABCDEF";
    expect(readQuery(usersQuery, { supervisor }).supervisor).toBe(supervisor.toLowerCase());
  });
});

test("departments and countries may be several, everything else is said once", () => {
  const query = readQuery(usersQuery, { department: ["Sales", "", "Audit"], country: "Kenya", q: ["ann", "bo"] });
  expect(query).toMatchObject({ department: ["Sales", "Audit"], country: ["Kenya"], q: "ann" });
  expect(() => readQuery(usersQuery, { department: ["a\0b", "x"] })).toThrow("department");
});
