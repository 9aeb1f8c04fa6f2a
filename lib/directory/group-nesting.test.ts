import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { listEffectiveMembers, nestingOf } from "./group-nesting.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await writePeople(database.db, [
    { number: 1, displayName: "Direct and nested" },
    { number: 2, displayName: "Nested deep" },
    { number: 3, displayName: "Gone", deletedAt: new Date() },
    { number: 4, displayName: "Elsewhere" },
  ]);
  const { prisma } = database.db;
  await prisma.microsoftGraphGroup.createMany({
    data: ["Outer", "Middle", "Inner"].map((displayName, place) => ({ id: idOf(20 + place), displayName })),
  });
  const pairs = [
    [20, 21, "group"],
    [21, 22, "group"],
    // Entra lets groups go in a circle.
    [22, 20, "group"],
    [20, 1, "user"],
    [21, 1, "user"],
    [22, 2, "user"],
    [22, 3, "user"],
  ] as const;
  await prisma.microsoftGraphGroupMember.createMany({
    data: pairs.map(([group, member, memberType]) => ({ groupId: idOf(group), memberId: idOf(member), memberType })),
  });
});

afterAll(() => database.close());

test("everybody in a group through nesting is listed once, with the groups they are in directly", async () => {
  const list = (place: { after?: string }) => listEffectiveMembers(database, { groupId: idOf(20), place, limit: 1 });
  const first = await list({});
  const second = await list({ after: first.next });
  const told = [...first.rows, ...second.rows].map(({ displayName, through }) => [
    displayName,
    ...through.map((group) => group.displayName),
  ]);
  expect(told).toEqual([
    ["Direct and nested", "Outer", "Middle"],
    ["Nested deep", "Inner"],
  ]);
  expect([first.total, second.next]).toEqual([2, undefined]);
});

test("the groups directly around a group are told, also in a circle", async () => {
  const { parents, children } = await nestingOf(database, { id: idOf(20) });
  expect([parents, children].map((groups) => groups.map(({ displayName }) => displayName))).toEqual([
    ["Inner"],
    ["Middle"],
  ]);
});
