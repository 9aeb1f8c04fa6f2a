import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { findGroupsQuickly, findPeopleByIds, findPeopleQuickly } from "./quick-search.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await writePeople(database.db, [
    { number: 1, displayName: "Zoe Marsh", jobTitle: "Archivist" },
    { number: 2, displayName: "Marsha Zimmer" },
    { number: 3, displayName: "Márton Kis", userPrincipalName: "marton@contoso.example" },
    { number: 4, displayName: "Mars Left", deletedAt: new Date() },
    { number: 5, displayName: null, userPrincipalName: "mars@contoso.example" },
  ]);
  await database.db.prisma.microsoftGraphGroup.createMany({
    data: [
      { id: idOf(11), displayName: "Sales" },
      { id: idOf(12), displayName: "Direct Sales" },
    ],
  });
});

afterAll(() => database.close());

const people = async (q: string, limit = 8) =>
  (await findPeopleQuickly(database, { q, limit })).map((row) => row.displayName ?? row.userPrincipalName);

test("names that begin with what was typed come first, then all others, removed ones last", async () => {
  expect(await people("mars")).toEqual(["Marsha Zimmer", "mars@contoso.example", "Zoe Marsh", "Mars Left"]);
  expect(await people("mars", 2)).toEqual(["Marsha Zimmer", "mars@contoso.example"]);
});

test("accents do not count, and every property of the list's search does", async () => {
  expect(await people("marton")).toEqual(["Márton Kis"]);
  expect(await people("MÁRT")).toEqual(["Márton Kis"]);
  expect(await people("archiv")).toEqual(["Zoe Marsh"]);
  expect(await people(idOf(1))).toEqual(["Zoe Marsh"]);
  expect(await people("%")).toEqual([]);
});

test("groups are found the same way", async () => {
  const found = await findGroupsQuickly(database, { q: "sales", limit: 4 });
  expect(found.map(({ displayName }) => displayName)).toEqual(["Sales", "Direct Sales"]);
});

test("people of ids come in the order of the ids, without those who are not there", async () => {
  const found = await findPeopleByIds(database, { ids: [idOf(3), idOf(99), idOf(1)] });
  expect(found.map(({ displayName }) => displayName)).toEqual(["Márton Kis", "Zoe Marsh"]);
});
