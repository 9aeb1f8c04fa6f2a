import { afterAll, beforeAll, expect, test } from "vitest";
import { idOf, writeMembershipLines, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { personAsOf } from "./person-as-of.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const day = (number: number) => new Date(Date.UTC(2026, 10, number, 2));
const end = (number: number) => new Date(Date.UTC(2026, 10, number, 23, 59, 59, 999));

/** Lines of the history: run 5 closes on the fifth, and so on. */
async function writeLines(
  person: number,
  lines: { run: number; kind: string; field?: string; before?: string; after?: string }[],
): Promise<void> {
  await database.db.prisma.microsoftGraphUserChange.createMany({
    data: lines.map(({ run, ...line }) => ({ ...line, runId: run, userId: idOf(person), at: day(run) })),
  });
}

async function knownAsOf(person: number, at: Date) {
  const found = await personAsOf(database, { id: idOf(person), at });
  if (!found?.known) throw new Error("The person is not known at that moment.");
  return found;
}

test("goes back through every later change and says which run came next", async () => {
  await writePeople(database.db, [
    { number: 1, displayName: "Ada", jobTitle: "Head", businessPhones: ["1", "2"], firstSeenAt: day(1) },
    { number: 2, displayName: "Bo" },
  ]);
  await writeSupervisions(database.db, [{ person: 1, supervisor: 2 }]);
  await writeLines(1, [
    { run: 1, kind: "created" },
    { run: 5, kind: "updated", field: "jobTitle", before: "Analyst", after: "Senior" },
    { run: 8, kind: "updated", field: "jobTitle", before: "Senior", after: "Head" },
    { run: 8, kind: "updated", field: "businessPhones", before: "", after: "1; 2" },
    { run: 8, kind: "supervisor", field: "supervisorId", before: idOf(77), after: idOf(2) },
  ]);
  const early = await knownAsOf(1, end(4));
  expect(early.properties.jobTitle).toEqual({ was: "Analyst", now: "Head", next: { run: 5, at: day(5) } });
  expect(early.properties.businessPhones).toMatchObject({ was: "", now: "1; 2" });
  expect(early.properties.displayName).toEqual({ was: "Ada", now: "Ada", next: null });
  expect(early.supervisor).toMatchObject({
    was: { id: idOf(77), presence: "unknown" },
    now: { displayName: "Bo", presence: "live" },
    next: { run: 8 },
  });
  expect((await knownAsOf(1, day(5))).properties.jobTitle).toMatchObject({ was: "Senior", next: { run: 8 } });
  expect((await knownAsOf(1, end(9))).properties.jobTitle).toEqual({ was: "Head", now: "Head", next: null });
});

test("says from when on somebody is known, and nothing of whom the mirror does not hold", async () => {
  await writePeople(database.db, [
    { number: 3, firstSeenAt: day(6) },
    { number: 4, firstSeenAt: day(6) },
  ]);
  await writeLines(3, [{ run: 6, kind: "created" }]);
  expect(await personAsOf(database, { id: idOf(3), at: end(5) })).toMatchObject({
    known: false,
    firstSeenAt: day(6),
    firstRun: 6,
  });
  // Without a history the row itself says it.
  expect(await personAsOf(database, { id: idOf(4), at: end(5) })).toMatchObject({ known: false, firstRun: null });
  expect(await personAsOf(database, { id: idOf(5), at: end(5) })).toBeUndefined();
  expect((await knownAsOf(3, day(6))).state.was).toBe("live");
  expect(await personAsOf(database, { id: idOf(3), at: new Date("0000-01-01T00:00:00Z") })).toMatchObject({
    known: false,
  });
});

test("tells the removal that held then, and keeps the last known values in it", async () => {
  await writePeople(database.db, [{ number: 10, jobTitle: "Head", firstSeenAt: day(1) }]);
  await writeLines(10, [
    { run: 1, kind: "created" },
    { run: 3, kind: "removed", after: "left-group" },
    { run: 7, kind: "restored", before: "left-group" },
    { run: 7, kind: "updated", field: "jobTitle", before: "Analyst", after: "Head" },
    { run: 9, kind: "removed", after: "account-deleted" },
    { run: 12, kind: "restored", before: "account-deleted" },
  ]);
  expect(await knownAsOf(10, end(2))).toMatchObject({ removal: null, state: { was: "live", next: { run: 3 } } });
  const gone = await knownAsOf(10, end(5));
  expect(gone.removal).toEqual({ run: 3, at: day(3), reason: "left-group" });
  expect(gone.state).toMatchObject({ was: "removed", now: "live", next: { run: 7 } });
  expect(gone.properties.jobTitle).toMatchObject({ was: "Analyst", now: "Head", next: { run: 7 } });
  expect((await knownAsOf(10, end(8))).removal).toBeNull();
  expect((await knownAsOf(10, end(10))).removal).toMatchObject({ run: 9, reason: "account-deleted" });
  expect(await knownAsOf(10, end(20))).toMatchObject({ removal: null, state: { next: null } });
});

test("of somebody removed whose history does not say so, the row does", async () => {
  const removed = { deletedAt: day(4), deletedReason: "left-group" };
  await writePeople(database.db, [{ number: 11, firstSeenAt: day(1), ...removed }]);
  expect((await knownAsOf(11, end(6))).removal).toEqual({ run: null, at: day(4), reason: "left-group" });
});

test("holds the groups of then and of now, each with the run that changed it next", async () => {
  await writePeople(database.db, [{ number: 20, firstSeenAt: day(1) }]);
  const { prisma } = database.db;
  await prisma.microsoftGraphGroup.createMany({
    data: ["Choir", "Sales", "Board"].map((displayName, index) => ({ id: idOf(60 + index), displayName })),
  });
  await prisma.microsoftGraphGroupMember.createMany({
    data: [61, 62].map((group) => ({ groupId: idOf(group), memberId: idOf(20), memberType: "user" })),
  });
  const line = (run: number, group: number, joined: boolean) => ({
    ...{ runId: run, at: day(run), userId: idOf(20), groupId: idOf(group), joined },
  });
  await writeMembershipLines(database.db, [line(5, 60, true), line(8, 60, false), line(8, 61, true)]);
  const groups = async (at: Date) =>
    (await knownAsOf(20, at)).groups.map(({ displayName, was, now, next }) => [displayName, was, now, next?.run]);
  expect(await groups(end(4))).toEqual([
    ["Board", true, true, undefined],
    ["Sales", false, true, 8],
  ]);
  expect(await groups(end(6))).toEqual([
    ["Board", true, true, undefined],
    ["Choir", true, false, 8],
    ["Sales", false, true, 8],
  ]);
});

test("goes by the order of writing where a clock was set back between two runs", async () => {
  await writePeople(database.db, [{ number: 30, jobTitle: "Third", firstSeenAt: day(1) }]);
  await writeLines(30, [
    { run: 1, kind: "created" },
    { run: 9, kind: "updated", field: "jobTitle", before: "First", after: "Second" },
    { run: 5, kind: "updated", field: "jobTitle", before: "Second", after: "Third" },
  ]);
  expect((await knownAsOf(30, end(6))).properties.jobTitle.was).toBe("Third");
  expect((await knownAsOf(30, end(2))).properties.jobTitle.was).toBe("First");
});
