import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idOf, writeMembershipLines, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { supervisorChain } from "./chain.ts";
import { countHistory, personHistory } from "./history.ts";
import { membershipsOf } from "./memberships.ts";
import { countBelow, listBelow } from "./people-below.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

describe("the chain of supervisors", () => {
  beforeEach(async () => {
    await database.db.prisma.microsoftGraphUser.deleteMany();
    await database.db.prisma.microsoftGraphUserSupervisor.deleteMany();
  });

  const chainOf = async (person: number) => {
    const { supervisors, circular } = await supervisorChain(database, { id: idOf(person) });
    return { names: supervisors.map(({ displayName, presence }) => `${displayName} ${presence}`), circular };
  };

  test("goes from the top down to the direct supervisor, through the removed and the outsiders", async () => {
    await writePeople(database.db, [
      { number: 1, displayName: "Eva" },
      { number: 2, displayName: "Left", deletedAt: new Date() },
    ]);
    await writeSupervisions(database.db, [
      { person: 1, supervisor: 2 },
      { person: 2, supervisor: 3, displayName: "Top" },
    ]);
    expect(await chainOf(1)).toEqual({ names: ["Top outside", "Left removed"], circular: false });
    expect(await chainOf(3)).toEqual({ names: [], circular: false });
  });

  test("ends where it comes back to somebody", async () => {
    await writePeople(
      database.db,
      ["A", "B", "C", "D"].map((displayName, number) => ({ number, displayName })),
    );
    await writeSupervisions(database.db, [
      { person: 0, supervisor: 1 },
      { person: 1, supervisor: 0 },
      { person: 2, supervisor: 0 },
      { person: 3, supervisor: 3 },
    ]);
    expect(await chainOf(0)).toEqual({ names: ["B live"], circular: true });
    expect(await chainOf(2)).toEqual({ names: ["B live", "A live"], circular: true });
    expect(await chainOf(3)).toEqual({ names: [], circular: true });
  });
});

describe("the people below somebody", () => {
  beforeEach(async () => {
    await database.db.prisma.microsoftGraphUser.deleteMany();
    await database.db.prisma.microsoftGraphUserSupervisor.deleteMany();
  });

  const below = async (person: number, place: { after?: string; before?: string } = {}, limit = 50) => {
    const page = await listBelow(database, { id: idOf(person), place, limit });
    return { ...page, names: page.rows.map((row) => `${row.displayName} under ${row.supervisor?.displayName}`) };
  };

  test("are those they supervise and whom these supervise, live ones only, also below somebody removed", async () => {
    await writePeople(database.db, [
      { number: 1, displayName: "Top" },
      { number: 2, displayName: "Left", deletedAt: new Date() },
      { number: 3, displayName: "Ada" },
      { number: 4, displayName: "Bo" },
      { number: 5, displayName: "Elsewhere" },
    ]);
    await writeSupervisions(database.db, [
      { person: 2, supervisor: 1 },
      { person: 3, supervisor: 2 },
      { person: 4, supervisor: 1 },
    ]);
    const { names, total, next } = await below(1, {}, 1);
    expect({ names, total }).toEqual({ names: ["Ada under Left"], total: 2 });
    expect((await below(1, { after: next })).names).toEqual(["Bo under Top"]);
    expect(await countBelow(database, { id: idOf(1) })).toEqual({ count: 2, isExact: true });
    expect(await countBelow(database, { id: idOf(5) })).toEqual({ count: 0, isExact: true });
  });

  test("are each there once where people supervise each other in a circle, and never the person themselves", async () => {
    await writePeople(
      database.db,
      ["A", "B", "C"].map((displayName, number) => ({ number, displayName })),
    );
    await writeSupervisions(database.db, [
      { person: 0, supervisor: 1 },
      { person: 1, supervisor: 0 },
      { person: 2, supervisor: 2 },
    ]);
    expect((await below(0)).names).toEqual(["B under A"]);
    expect((await below(2)).total).toBe(0);
    expect(await countBelow(database, { id: idOf(0) })).toEqual({ count: 1, isExact: true });
  });

  test("are counted no further than a page that mentions them needs", async () => {
    await database.db.pool.query(`
      INSERT INTO microsoft_graph_user (id) SELECT 'p' || n FROM generate_series(1, 6000) AS n`);
    await database.db.pool.query(`
      INSERT INTO microsoft_graph_user_supervisor ("userId", "supervisorId")
      SELECT 'p' || n, 'p' || n / 10 FROM generate_series(10, 6000) AS n UNION SELECT 'p' || n, 'top' FROM generate_series(1, 9) AS n`);
    expect(await countBelow(database, { id: "top" })).toEqual({ count: 5000, isExact: false });
    const page = await listBelow(database, { id: "top", place: {}, limit: 2 });
    expect({ total: page.total, isExact: page.totalIsExact }).toEqual({ total: 6000, isExact: true });
  });

  test("are met by name where they are too many to collect, in the same order and without anybody else", async () => {
    // Every second one is below; two of those supervise each other in a circle with the one at the top.
    await database.db.pool.query(`
      INSERT INTO microsoft_graph_user (id, "displayName")
      SELECT 'p' || n, 'P' || lpad(n::text, 6, '0') FROM generate_series(0, 24000) AS n`);
    await database.db.pool.query(`
      INSERT INTO microsoft_graph_user_supervisor ("userId", "supervisorId")
      SELECT 'p' || n, 'p' || n / 20 * 2 FROM generate_series(2, 24000, 2) AS n UNION SELECT 'p0', 'p2'`);
    await database.db.pool.query("ANALYZE microsoft_graph_user, microsoft_graph_user_supervisor");
    const names: (string | null)[] = [];
    let place: { after?: string } = {};
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await listBelow(database, { id: "p0", place, limit: 5000 });
      expect({ total: page.total, first: page.first }).toEqual({ total: 12_000, first: pages * 5000 + 1 });
      names.push(...page.rows.map(({ displayName }) => displayName));
      place = { after: page.next };
    }
    expect(place.after).toBeUndefined();
    const expected = Array.from({ length: 12_000 }, (_, place) => `P${String(place * 2 + 2).padStart(6, "0")}`);
    expect(names).toEqual(expected);
  });
});

describe("the history of a person", () => {
  test("is told run by run, newest first, and page by page", async () => {
    const { prisma } = database.db;
    const runs = await prisma.syncRun.createManyAndReturn({
      data: [1, 2].map(() => ({ kind: "full", state: "succeeded", requestedBy: "test" })),
    });
    const [first, second] = runs.map((run) => run.id);
    const line = { userId: idOf(7), at: new Date("2026-11-14T10:00:00Z") };
    await writePeople(database.db, [{ number: 70, displayName: "Newly in charge" }]);
    await writeSupervisions(database.db, [{ person: 72, supervisor: 71, displayName: "Formerly in charge" }]);
    await prisma.microsoftGraphUserChange.createMany({
      data: [
        { ...line, runId: first ?? 0, kind: "created" },
        { ...line, runId: second ?? 0, kind: "updated", field: "jobTitle", before: "Analyst", after: "Senior Analyst" },
        {
          ...line,
          runId: second ?? 0,
          kind: "supervisor",
          field: "supervisorId",
          before: idOf(71),
          after: idOf(70),
        },
        { ...line, userId: idOf(8), runId: second ?? 0, kind: "created" },
      ],
    });
    const { entries, earlier } = await personHistory(database, { id: idOf(7), limit: 50 });
    expect(earlier).toBeUndefined();
    expect(entries.map((entry) => [entry.run, entry.changes.map((change) => change.kind)])).toEqual([
      [second, ["supervisor", "updated"]],
      [first, ["created"]],
    ]);
    expect(entries[0]?.changes[0]).toMatchObject({
      supervisorBefore: { displayName: "Formerly in charge", presence: "outside" },
      supervisorAfter: { displayName: "Newly in charge", presence: "live" },
    });
    expect(entries[0]?.changes[1]).toMatchObject({ before: "Analyst", after: "Senior Analyst" });
    const newest = await personHistory(database, { id: idOf(7), limit: 2 });
    const rest = await personHistory(database, { id: idOf(7), before: newest.earlier, limit: 2 });
    expect(rest.entries.map((entry) => entry.run)).toEqual([first]);
    expect(rest.earlier).toBeUndefined();
    const supervisors = await personHistory(database, { id: idOf(7), kind: "supervisor", limit: 50 });
    expect(supervisors.entries.map(({ run, changes }) => [run, changes.length])).toEqual([[second, 1]]);
    expect(await countHistory(database, { id: idOf(7) })).toEqual({ created: 1, supervisor: 1, updated: 1 });
  });
});

describe("the names in a history", () => {
  test("are those of now: of a group also after it was removed, and of nobody whom nothing names any more", async () => {
    const { prisma } = database.db;
    await prisma.microsoftGraphGroup.create({ data: { id: idOf(30), displayName: "Choir", deletedAt: new Date() } });
    const line = { userId: idOf(9), runId: 1, at: new Date() };
    await writeMembershipLines(database.db, [
      { ...line, groupId: idOf(30), joined: true },
      { ...line, groupId: idOf(31), joined: false },
    ]);
    await prisma.microsoftGraphUserChange.create({
      data: { ...line, kind: "supervisor", field: "supervisorId", before: idOf(99), after: null },
    });
    const { entries } = await personHistory(database, { id: idOf(9), limit: 50 });
    expect(entries[0]?.changes).toMatchObject([
      { kind: "supervisor", supervisorBefore: { id: idOf(99), displayName: null, presence: "unknown" } },
      { kind: "membership", before: "member", after: null, group: { id: idOf(31), presence: "outside" } },
      { kind: "membership", before: null, after: "member", group: { displayName: "Choir", presence: "removed" } },
    ]);
    expect(entries[0]?.changes[0]?.supervisorAfter).toBeUndefined();
  });
});

describe("the groups of a person", () => {
  const member = (group: number, number: number, memberType: string) => ({
    groupId: idOf(group),
    memberId: idOf(number),
    memberType,
  });

  test("are those they are in directly and those that hold these, also when groups hold each other", async () => {
    const { prisma } = database.db;
    await prisma.microsoftGraphGroup.createMany({
      data: [
        { id: idOf(20), displayName: "Everyone" },
        { id: idOf(21), displayName: "Sales" },
      ],
    });
    await prisma.syncScope.create({
      data: { tenantId: "t", groupSetting: "Everyone", groupId: idOf(20), resolvedAt: new Date() },
    });
    await prisma.microsoftGraphGroupMember.createMany({
      data: [member(20, 21, "group"), member(21, 20, "group"), member(21, 7, "user"), member(22, 8, "user")],
    });
    const memberships = await membershipsOf(database, { id: idOf(7) });
    expect(memberships.map(({ displayName, direct, isGroupToSync }) => [displayName, direct, isGroupToSync])).toEqual([
      ["Sales", true, false],
      ["Everyone", false, true],
    ]);
    expect(await membershipsOf(database, { id: idOf(8) })).toMatchObject([{ id: idOf(22), presence: "outside" }]);
  });

  test("come with the shortest way into each that they are not in directly", async () => {
    const { prisma } = database.db;
    await prisma.microsoftGraphGroup.createMany({
      data: ["Top", "Long way", "Longer way", "Short way"].map((displayName, index) => ({
        id: idOf(40 + index),
        displayName,
      })),
    });
    await prisma.microsoftGraphGroupMember.createMany({
      data: [
        member(41, 17, "user"),
        member(42, 41, "group"),
        member(40, 42, "group"),
        member(43, 17, "user"),
        member(40, 43, "group"),
        member(41, 40, "group"),
      ],
    });
    const memberships = await membershipsOf(database, { id: idOf(17) });
    expect(memberships.map(({ displayName, through }) => [displayName, through.map((way) => way.displayName)])).toEqual(
      [
        ["Long way", []],
        ["Short way", []],
        ["Longer way", ["Long way"]],
        ["Top", ["Short way"]],
      ],
    );
  });
});
