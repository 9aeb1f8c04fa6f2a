import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { currentSpans } from "./spans.ts";
import { findSupervisor } from "./supervisors.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const left = { deletedAt: new Date(), deletedReason: "left-group" };
  await writePeople(database.db, [
    { number: 1, displayName: "Top" },
    { number: 2, displayName: "Head", accountEnabled: false },
    { number: 3, displayName: "Analyst" },
    { number: 4, displayName: "Gone", ...left },
    { number: 5, displayName: "Under the gone" },
    { number: 6, displayName: "One" },
    { number: 7, displayName: "Other" },
    { number: 8, displayName: "Self" },
    { number: 9, displayName: "Under a contact" },
    { number: 10, displayName: "Alone" },
  ]);
  await writeSupervisions(database.db, [
    { person: 2, supervisor: 1 },
    { person: 3, supervisor: 2 },
    { person: 4, supervisor: 1 },
    { person: 5, supervisor: 4 },
    { person: 6, supervisor: 7 },
    { person: 7, supervisor: 6 },
    { person: 8, supervisor: 8 },
    { person: 9, supervisor: 99, displayName: "Contact", type: "orgContact" },
  ]);
});

afterAll(() => database.close());

test("the summary counts spans and what is to be mended, live people only", async () => {
  expect(await currentSpans(database)).toEqual({
    supervisors: 7,
    sizes: { few: 7, some: 0, many: 0, most: 0 },
    top: idOf(1),
    problems: { circle: 1, self: 1, removed: 1, disabled: 1, outside: 0, contact: 1, "nobody-above": 1 },
  });
  expect(await findSupervisor(database, { id: idOf(1) })).toMatchObject({ people: 1, below: 2, levels: 2 });
  expect(await findSupervisor(database, { id: idOf(6) })).toMatchObject({ people: 1, below: 2, levels: null });
});

test("a change of the mirror shows at once, also one that only takes people away, and in many readers at a time", async () => {
  const { db } = database;
  await writePeople(db, [{ number: 11, displayName: "New" }]);
  await writeSupervisions(db, [{ person: 11, supervisor: 3 }]);
  const told = await Promise.all(Array.from({ length: 30 }, () => findSupervisor(database, { id: idOf(1) })));
  expect(told.map((one) => [one?.below, one?.levels])).toEqual(told.map(() => [3, 3]));
  await db.prisma.microsoftGraphUserSupervisor.delete({ where: { userId: idOf(11) } });
  await db.prisma.microsoftGraphUser.delete({ where: { id: idOf(11) } });
  await db.prisma.syncRun.create({
    data: { kind: "delta", state: "succeeded", requestedBy: "test", finishedAt: new Date() },
  });
  expect(await findSupervisor(database, { id: idOf(1) })).toMatchObject({ below: 2, levels: 2 });
  expect(await findSupervisor(database, { id: idOf(3) })).toMatchObject({ people: 0, below: 0, levels: 0 });
});
