import { expect, test } from "vitest";
import type { ChartPerson } from "#lib/commands/supervisors-chart.ts";
import { stepOf } from "./chart-keys.ts";
import { rowsOf, type Shown, withPage } from "./chart-rows.ts";

function person(id: string, { people = 0, isTop = false } = {}): ChartPerson {
  const unknown = { userPrincipalName: null, jobTitle: null, department: null, accountEnabled: null };
  return {
    id,
    displayName: id,
    ...unknown,
    presence: "live",
    type: "user",
    people,
    below: people,
    isTop,
    isInCircle: false,
  };
}

const shown: Shown = {
  tops: { people: [person("Ann", { people: 3, isTop: true }), person("Zoë", { people: 1, isTop: true })], total: 2 },
  loaded: {
    Ann: { people: [person("Bo", { people: 1 }), person("Cy")], total: 3, next: "more of Ann" },
    Bo: { people: [person("Ann", { people: 3, isTop: true })], total: 1 },
  },
  open: new Set(["Ann", "Bo"]),
};

const rows = rowsOf(shown);

test("the lines are those of the open branches, each with its place and with the way to more", () => {
  expect(
    rows.map((row) => [
      row.level,
      row.kind === "person" ? `${row.person.id} ${row.state}` : row.after,
      `${row.place}/${row.size}`,
    ]),
  ).toEqual([
    [1, "Ann open", "1/2"],
    [2, "Bo open", "1/4"],
    [3, "Ann circle", "1/1"],
    [2, "Cy leaf", "2/4"],
    [2, "more of Ann", "4/4"],
    [1, "Zoë closed", "2/2"],
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test("keys open, close and move as in every tree", () => {
  const step = (key: string, at: number, typed = "") => stepOf(key, { rows, at, typed });
  expect(step("ArrowRight", 5)).toEqual({ do: "open" });
  expect(step("ArrowRight", 0)).toEqual({ do: "go", to: 1 });
  expect(step("ArrowRight", 3)).toBeUndefined();
  expect(step("ArrowLeft", 0)).toEqual({ do: "close" });
  expect(step("ArrowLeft", 2)).toEqual({ do: "go", to: 1 });
  expect(step("ArrowLeft", 5)).toBeUndefined();
  expect(step("ArrowDown", 5)).toEqual({ do: "go", to: 5 });
  expect(step("End", 0)).toEqual({ do: "go", to: 5 });
  expect(step("Home", 4)).toEqual({ do: "go", to: 0 });
});

test("typing finds the next name that begins so, one letter again the one after it", () => {
  expect(stepOf("z", { rows, at: 0, typed: "z" })).toEqual({ do: "go", to: 5 });
  expect(stepOf("a", { rows, at: 0, typed: "a" })).toEqual({ do: "go", to: 2 });
  expect(stepOf("a", { rows, at: 2, typed: "aa" })).toEqual({ do: "go", to: 0 });
  expect(stepOf("n", { rows, at: 2, typed: "an" })).toEqual({ do: "go", to: 2 });
  expect(stepOf("x", { rows, at: 0, typed: "x" })).toBeUndefined();
});

test("a further page takes whoever was shown out of turn into its order", () => {
  const way = { people: [person("A"), person("M")], total: 4, next: "after A" };
  const merged = withPage(way, { people: [person("B"), person("M"), person("N")], total: 4 });
  expect([merged.people.map(({ id }) => id), merged.next]).toEqual([["A", "B", "M", "N"], undefined]);
});
