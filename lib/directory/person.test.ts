import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { supervisorChain } from "./chain.ts";
import { personHistory } from "./history.ts";
import { membershipsOf } from "./members.ts";

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
    expect(entries[0]?.changes[0]).toMatchObject({ beforeName: "Formerly in charge", afterName: "Newly in charge" });
    expect(entries[0]?.changes[1]).toMatchObject({ before: "Analyst", after: "Senior Analyst", afterName: null });
    const newest = await personHistory(database, { id: idOf(7), limit: 2 });
    const rest = await personHistory(database, { id: idOf(7), before: newest.earlier, limit: 2 });
    expect(rest.entries.map((entry) => entry.run)).toEqual([first]);
    expect(rest.earlier).toBeUndefined();
  });
});

describe("the groups of a person", () => {
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
    const member = (group: number, number: number, memberType: string) => ({
      groupId: idOf(group),
      memberId: idOf(number),
      memberType,
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
});
