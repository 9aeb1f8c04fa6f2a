import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { groupsById, peopleById } from "./references.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a name comes from the mirror, else from beside those who are supervised, else there is none", async () => {
  await writePeople(database.db, [
    { number: 1, displayName: "Ines Inside" },
    { number: 2, displayName: null },
    { number: 3, displayName: "Rolf Removed", deletedAt: new Date() },
  ]);
  await writeSupervisions(database.db, [
    { person: 1, supervisor: 9, displayName: "Otto Outside" },
    { person: 2, supervisor: 1, displayName: "an older name of Ines" },
  ]);
  const people = await peopleById(database, { ids: [1, 2, 3, 8, 9, 1].map(idOf) });
  expect([...people.values()].map(({ id, displayName, presence }) => [id, displayName, presence]).toSorted()).toEqual([
    [idOf(1), "Ines Inside", "live"],
    [idOf(2), null, "live"],
    [idOf(3), "Rolf Removed", "removed"],
    [idOf(8), null, "unknown"],
    [idOf(9), "Otto Outside", "outside"],
  ]);
});

test("groups come by name, and one the mirror does not hold by its id alone", async () => {
  const { prisma } = database.db;
  await prisma.microsoftGraphGroup.createMany({
    data: [
      { id: idOf(20), displayName: "Sales" },
      { id: idOf(21), displayName: "Choir", deletedAt: new Date() },
    ],
  });
  expect([...(await groupsById(database, { ids: [20, 21, 22].map(idOf) })).values()]).toEqual([
    { id: idOf(21), displayName: "Choir", presence: "removed" },
    { id: idOf(20), displayName: "Sales", presence: "live" },
    { id: idOf(22), displayName: null, presence: "outside" },
  ]);
});
