import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { type ChartPerson, chartBranch, chartPath, chartTops } from "./chart.ts";
import { listProblems, streamProblems } from "./quality.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await writePeople(database.db, [
    { number: 1, displayName: "Top" },
    { number: 2, displayName: "Head", accountEnabled: false },
    { number: 3, displayName: "Analyst" },
    { number: 4, displayName: "Gone", deletedAt: new Date(), deletedReason: "left-group" },
    { number: 5, displayName: "Under the gone" },
    { number: 6, displayName: "One" },
    { number: 7, displayName: "Other" },
    { number: 8, displayName: "Self" },
    { number: 9, displayName: "Below the circle" },
    { number: 10, displayName: "Alone" },
    { number: 12, displayName: "Under outside" },
    { number: 13, displayName: "Under a contact" },
  ]);
  await writeSupervisions(database.db, [
    { person: 2, supervisor: 1 },
    { person: 3, supervisor: 2 },
    { person: 4, supervisor: 1 },
    { person: 5, supervisor: 4, displayName: "Gone as named" },
    { person: 6, supervisor: 7 },
    { person: 7, supervisor: 6 },
    { person: 9, supervisor: 7 },
    { person: 8, supervisor: 8 },
    { person: 12, supervisor: 98, displayName: "Elsewhere" },
    { person: 13, supervisor: 99, displayName: "Contact", type: "orgContact" },
  ]);
});

afterAll(() => database.close());

const names = (people: { displayName: string | null }[]) => people.map(({ displayName }) => displayName);

test("the chart begins with the largest branch, with whoever stands outside, and with one of each circle", async () => {
  const first = await chartTops(database, { place: {}, limit: 2 });
  const second = await chartTops(database, { place: { after: first.next }, limit: 10 });
  expect(first.total).toBe(6);
  expect(first.rows[0]).toMatchObject({ displayName: "One", below: 3, isInCircle: true });
  expect(first.rows[1]).toMatchObject({ displayName: "Top", below: 2, isInCircle: false });
  expect(names(second.rows).toSorted()).toEqual(["Contact", "Elsewhere", "Gone as named", "Self"]);
});

test("everybody who is not alone is met once by opening every branch, circles included", async () => {
  const met: string[] = [];
  const open = async ({ id, people }: ChartPerson): Promise<void> => {
    met.push(id);
    if (people === 0) return;
    const { rows } = await chartBranch(database, { supervisor: id, place: {}, limit: 50 });
    for (const row of rows) if (!row.isTop) await open(row);
  };
  for (const top of (await chartTops(database, { place: {}, limit: 50 })).rows) await open(top);
  expect(met.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 98, 99].map(idOf));
});

test("the way down to somebody begins where the chart begins", async () => {
  const way = async (number: number) => names((await chartPath(database, { id: idOf(number) })).way);
  expect(await way(3)).toEqual(["Top", "Head", "Analyst"]);
  expect(await way(9)).toEqual(["One", "Other", "Below the circle"]);
  expect(await way(5)).toEqual(["Gone as named", "Under the gone"]);
  expect(await way(13)).toEqual(["Contact", "Under a contact"]);
  expect(await way(8)).toEqual(["Self"]);
  expect(await way(10)).toEqual(["Alone"]);
  expect(await way(77)).toEqual([]);
});

test("a branch is paged by name", async () => {
  const first = await chartBranch(database, { supervisor: idOf(7), place: {}, limit: 1 });
  const second = await chartBranch(database, { supervisor: idOf(7), place: { after: first.next }, limit: 1 });
  expect([...names(first.rows), ...names(second.rows), first.total, second.next]).toEqual([
    "Below the circle",
    "One",
    2,
    undefined,
  ]);
});

test("the report names each circle once with its people, and each supervisor to look at", async () => {
  const page = async (kind: Parameters<typeof listProblems>[1]["kind"]) =>
    (await listProblems(database, { kind, place: {}, limit: 50 })).rows;
  const [circle, ...others] = await page("circle");
  expect([names(circle?.circle ?? []), circle?.circleSize, others]).toEqual([["One", "Other"], 2, []]);
  expect(names(await page("self"))).toEqual(["Self"]);
  expect(names(await page("removed"))).toEqual(["Gone as named"]);
  expect(names(await page("disabled"))).toEqual(["Head"]);
  expect(names(await page("outside"))).toEqual(["Elsewhere"]);
  expect(names(await page("contact"))).toEqual(["Contact"]);
  expect(names(await page("nobody-above"))).toEqual(["Alone"]);
});

test("a download holds the people whose supervisor is to be looked at", async () => {
  const lines = async (kind: Parameters<typeof streamProblems>[1]["kind"]) => {
    const found: string[] = [];
    for await (const line of streamProblems(database, { kind })) {
      found.push(`${line.displayName} < ${line.supervisorDisplayName}`);
    }
    return found;
  };
  expect(await lines("circle")).toEqual(["One < Other", "Other < One"]);
  expect(await lines("self")).toEqual(["Self < Self"]);
  expect(await lines("removed")).toEqual(["Under the gone < Gone as named"]);
  expect(await lines("disabled")).toEqual(["Analyst < Head"]);
  expect(await lines("contact")).toEqual(["Under a contact < Contact"]);
  expect(await lines("nobody-above")).toEqual(["Alone < null"]);
});
