import fc from "fast-check";
import { expect, test } from "vitest";
import { spansOf, type TreeNode } from "./supervision-tree.ts";

/** Whom everybody has as supervisor, as `spansOf` takes it. */
function nodesOf(supervisorOf: Map<string, string>): TreeNode[] {
  const people = new Map<string, number>();
  for (const id of supervisorOf.values()) people.set(id, (people.get(id) ?? 0) + 1);
  return [...people].map(([id, count]) => ({ id, parent: supervisorOf.get(id) ?? null, people: count }));
}

/** The same by walking down from one person, which takes too long for a whole directory. */
function walkedDown(id: string, supervisorOf: Map<string, string>) {
  const found = new Set<string>();
  let level = [id];
  let levels = 0;
  for (;;) {
    const next = [...supervisorOf].filter(([person, above]) => level.includes(above) && !found.has(person));
    if (next.length === 0) return { below: found.size, levels: found.has(id) ? null : levels };
    levels += 1;
    level = next.map(([person]) => person);
    for (const person of level) found.add(person);
  }
}

test("spans are what a walk down from each supervisor finds, whoever supervises whom", () => {
  const person = fc.integer({ min: 0, max: 14 }).map((number) => String.fromCharCode(97 + number));
  fc.assert(
    fc.property(fc.array(fc.tuple(person, person), { maxLength: 25 }), (pairs) => {
      const supervisorOf = new Map(pairs);
      const nodes = nodesOf(supervisorOf);
      const spans = spansOf(nodes);
      for (const { id, parent } of nodes) {
        const { below, levels, isTop, circle } = spans.get(id) ?? expect.fail("a supervisor without a span");
        expect({ below, levels }).toEqual(walkedDown(id, supervisorOf));
        expect(circle !== null).toBe(levels === null);
        expect(isTop).toBe(circle === null ? parent === null : circle === id);
      }
    }),
  );
});

test("a circle is told once, beginning with its lowest id, each followed by their supervisor", () => {
  const spans = spansOf(nodesOf(new Map(Object.entries({ c: "a", a: "b", b: "c", d: "b", e: "e" }))));
  const told = [...spans].filter(([, { circlePeople }]) => circlePeople.length > 0);
  expect(told.map(([id, { circlePeople, below }]) => [id, circlePeople, below]).toSorted()).toEqual([
    ["a", ["a", "b", "c"], 4],
    ["e", ["e"], 1],
  ]);
});

test("a chain of a hundred thousand is no deeper than the stack", () => {
  const chain = new Map(Array.from({ length: 100_000 }, (_, number) => [`p${number + 1}`, `p${number}`]));
  expect(spansOf(nodesOf(chain)).get("p0")).toMatchObject({ below: 100_000, levels: 100_000, isTop: true });
});
