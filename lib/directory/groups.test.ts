import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writePeople } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { findGroup, type GroupFilters, listGroups, streamGroups } from "./groups.ts";
import { groupFacetsOf } from "./groups-tally.ts";
import { listMembers } from "./members.ts";
import { groupKinds } from "./model.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { prisma } = database.db;
  await writePeople(database.db, [
    { number: 1, displayName: "Zoë", userPrincipalName: "zoe@example.com" },
    { number: 2, displayName: "Ann", deletedAt: new Date() },
  ]);
  await prisma.microsoftGraphGroup.createMany({
    data: [
      { id: idOf(20), displayName: "Everyone", groupTypes: ["Unified"] },
      { id: idOf(21), displayName: "Empty and nested" },
      { id: idOf(22), displayName: "Elsewhere", description: "100% other" },
      { id: idOf(23), displayName: "Gone", deletedAt: new Date(), deletedReason: "group-deleted" },
      { id: idOf(24), displayName: null },
    ],
  });
  await prisma.syncScope.create({
    data: {
      tenantId: "t",
      groupSetting: "Everyone",
      groupId: idOf(20),
      groupIds: [idOf(20), idOf(21)],
      resolvedAt: new Date(),
    },
  });
  await prisma.microsoftGraphGroupMember.createMany({
    data: [
      { memberId: idOf(1), memberType: "user" },
      { memberId: idOf(2), memberType: "user" },
      { memberId: idOf(21), memberType: "group" },
      { memberId: idOf(90), memberType: "device" },
    ].map((member) => ({ groupId: idOf(20), ...member })),
  });
});

afterAll(() => database.close());

const list = (filters: Partial<Parameters<typeof listGroups>[1]["filters"]> = {}) =>
  listGroups(database, {
    filters: { state: "live", ...filters },
    sort: "displayName",
    direction: "asc",
    place: {},
    limit: 50,
  });

test("the list says what each group has to do with the group to sync, and members where they are read", async () => {
  const { rows } = await list();
  expect(rows.map((row) => [row.displayName, row.scope, row.members])).toEqual([
    ["Elsewhere", "outside", null],
    ["Empty and nested", "nested", 0],
    ["Everyone", "group-to-sync", 4],
    [null, "outside", null],
  ]);
});

test("members of groups outside the scope are known where all memberships are copied, and those who are hidden are not", async () => {
  const { prisma } = database.db;
  await prisma.syncScope.updateMany({ data: { memberships: "all" } });
  await prisma.microsoftGraphGroup.update({ where: { id: idOf(24) }, data: { visibility: "HiddenMembership" } });
  const pair = { groupId: idOf(22), memberId: idOf(24) };
  await prisma.microsoftGraphGroupMember.create({ data: { ...pair, memberType: "group" } });
  const { rows } = await list({ scope: "out" });
  expect(rows.map((row) => [row.displayName, row.scope, row.members])).toEqual([
    ["Elsewhere", "outside", 1],
    [null, "outside", null],
  ]);
  await prisma.microsoftGraphGroupMember.delete({ where: { groupId_memberId: pair } });
  await prisma.syncScope.updateMany({ data: { memberships: "scope" } });
});

test("each choice is counted as if it were the next, with the others as they are", async () => {
  const counts = (filters: Partial<GroupFilters> = {}) =>
    groupFacetsOf(database, { filters: { state: "live", ...filters } });
  expect(await counts()).toEqual({
    state: { live: 4, removed: 1, all: 5 },
    scope: { in: 2, out: 2, all: 4 },
    kind: { "microsoft-365": 1, security: 0, "mail-enabled-security": 0, distribution: 0, other: 3 },
  });
  expect(await counts({ scope: "in", kind: "other" })).toMatchObject({
    state: { live: 1, removed: 0 },
    scope: { in: 1, out: 2 },
    kind: { "microsoft-365": 1, other: 1 },
  });
  expect((await counts({ q: "100%" })).state).toEqual({ live: 1, removed: 0, all: 1 });
  for (const kind of groupKinds) {
    expect((await list({ kind })).total).toBe((await counts()).kind[kind]);
  }
});

test("the list is searched and filtered", async () => {
  expect((await list({ q: "100%" })).rows.map((row) => row.displayName)).toEqual(["Elsewhere"]);
  expect((await list({ state: "removed" })).rows.map((row) => row.displayName)).toEqual(["Gone"]);
  expect((await list({ state: "all" })).total).toBe(5);
});

test("a download holds the groups in order", async () => {
  const names: (string | null)[] = [];
  for await (const row of streamGroups(database, {
    filters: { state: "all" },
    sort: "displayName",
    direction: "desc",
  })) {
    names.push(row.displayName);
  }
  expect(names).toEqual(["Gone", "Everyone", "Empty and nested", "Elsewhere", null]);
});

test("a group is found by its id, removed or not", async () => {
  expect(await findGroup(database, { id: idOf(20) })).toMatchObject({
    displayName: "Everyone",
    groupTypes: ["Unified"],
  });
  expect(await findGroup(database, { id: idOf(23) })).toMatchObject({ deletedReason: "group-deleted" });
  expect(await findGroup(database, { id: idOf(99) })).toBeUndefined();
});

test("members of every type are listed, named where the mirror knows them, page by page", async () => {
  const first = await listMembers(database, { groupId: idOf(20), place: {}, limit: 3 });
  const second = await listMembers(database, { groupId: idOf(20), place: { after: first.next }, limit: 3 });
  const members = [...first.rows, ...second.rows];
  expect(members.map((member) => [member.displayName, member.type, member.presence])).toEqual([
    ["Ann", "user", "removed"],
    ["Empty and nested", "group", "live"],
    ["Zoë", "user", "live"],
    [null, "device", "outside"],
  ]);
  expect(first.total).toBe(4);
});
