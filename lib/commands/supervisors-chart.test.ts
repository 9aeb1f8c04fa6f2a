import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { branch, type Chart, chart } from "./supervisors-chart.ts";

let installation: TestContext;
let context: TestContext["context"];
const name = (number: number) => `Person ${String(number).padStart(3, "0")}`;

beforeAll(async () => {
  installation = await testContext();
  context = installation.context;
  const numbers = Array.from({ length: 121 }, (_, number) => number + 1);
  await writePeople(
    context.db,
    numbers.map((number) => ({ number, displayName: name(number) })),
  );
  // 1 has 119 people, the last of whom has one.
  await writeSupervisions(context.db, [
    ...numbers.slice(1, 120).map((person) => ({ person, supervisor: 1 })),
    { person: 121, supervisor: 120 },
  ]);
});

afterAll(() => installation.close());

test("the chart opens the way down to a person, who is in sight also beyond the first page of a branch", async () => {
  const { person, tops, open } = (await chart(context, { person: idOf(121) })) ?? expect.fail("not known");
  expect(person?.displayName).toBe(name(121));
  expect(tops.people.map(({ id }) => id)).toEqual([idOf(1)]);
  const below = open[idOf(1)];
  expect([below?.people.length, below?.people.at(-1)?.id, below?.total]).toEqual([51, idOf(120), 119]);
  expect(open[idOf(120)]?.people.map(({ id }) => id)).toEqual([idOf(121)]);
});

test("a branch of many is read page by page", async () => {
  const met: string[] = [];
  let after: string | undefined;
  do {
    const page = await branch(context, { supervisor: idOf(1), after });
    met.push(...page.people.map(({ displayName }) => displayName ?? ""));
    after = page.next;
  } while (after !== undefined);
  expect(met).toEqual(Array.from({ length: 119 }, (_, number) => name(number + 2)));
});

test("a chart of a very long way begins on it, says so, and leads further up", async () => {
  const numbers = Array.from({ length: 70 }, (_, index) => 201 + index);
  await writePeople(
    context.db,
    numbers.map((number) => ({ number, displayName: name(number) })),
  );
  await writeSupervisions(
    context.db,
    numbers.slice(1).map((person) => ({ person, supervisor: person - 1 })),
  );
  const begins: [string | null | undefined, boolean][] = [];
  let id: string | undefined = idOf(270);
  for (let hasMoreAbove = true; hasMoreAbove && begins.length < 5; ) {
    const found: Chart = (await chart(context, { person: id })) ?? expect.fail("not known");
    expect(found.person?.id).toBe(id);
    const [first] = found.tops.people;
    hasMoreAbove = found.hasMoreAbove;
    begins.push([first?.displayName, hasMoreAbove]);
    id = first?.id;
  }
  expect(begins).toEqual([
    [name(240), true],
    [name(210), true],
    [name(201), false],
  ]);
});

test("nobody of an unknown id, or of what is no id, has a chart", async () => {
  expect(await chart(context, { person: idOf(999) })).toBeUndefined();
  expect(await chart(context, { person: "x" })).toBeUndefined();
  await expect(branch(context, { supervisor: idOf(1), after: "x" })).rejects.toMatchObject({ code: "bad-input" });
});
