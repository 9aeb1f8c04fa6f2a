import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import type { UserFilters } from "./schema.ts";
import { facetsOf } from "./tally.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.db.prisma.microsoftGraphUser.deleteMany();
  await database.db.prisma.microsoftGraphUserSupervisor.deleteMany();
  const removed = { deletedAt: new Date("2026-11-01"), deletedReason: "left-group" };
  await writePeople(database.db, [
    { number: 1, displayName: "Ann", department: "Sales", country: "Kenya", accountEnabled: true },
    { number: 2, displayName: "Bo", department: "Sales", country: "Japan", accountEnabled: false, userType: "Guest" },
    { number: 3, displayName: "Cy", department: "Audit", country: "Kenya", accountEnabled: null },
    { number: 4, displayName: "Di", department: "Audit", accountEnabled: true, ...removed },
  ]);
  await writeSupervisions(database.db, [{ person: 2, supervisor: 1 }]);
});

const facets = (filters: Partial<UserFilters> = {}) => facetsOf(database, { filters: { state: "live", ...filters } });

test("each value is counted with the other choices as they are and without its own", async () => {
  expect(await facets({ department: ["Sales"] })).toEqual({
    state: { live: 2, removed: 0, all: 2 },
    enabled: { yes: 1, no: 1 },
    guest: { yes: 1, no: 1 },
    withoutSupervisor: { yes: 1, no: 1 },
    department: [
      { value: "Sales", people: 2 },
      { value: "Audit", people: 1 },
    ],
    country: [
      { value: "Japan", people: 1 },
      { value: "Kenya", people: 1 },
    ],
  });
  expect((await facets({ department: ["Sales", "Audit"], country: ["Kenya"] }))?.state).toEqual({
    live: 2,
    removed: 0,
    all: 2,
  });
});

test("people are counted among those a search or a supervisor leaves", async () => {
  expect((await facets({ q: "audit" }))?.state).toEqual({ live: 1, removed: 1, all: 2 });
  expect((await facets({ supervisor: idOf(1) }))?.department).toEqual([{ value: "Sales", people: 1 }]);
});

test("what changes in the mirror is counted anew", async () => {
  expect((await facets())?.state.live).toBe(3);
  await writePeople(database.db, [{ number: 9, displayName: "Ed" }]);
  expect((await facets())?.state.live).toBe(4);
});

test("a search that finds more than can be read at once is not counted", async () => {
  await database.db.pool.query(
    `INSERT INTO microsoft_graph_user (id, department) SELECT 'x' || n, 'Design' FROM generate_series(1, 10001) n`,
  );
  expect(await facets({ q: "design" })).toBeUndefined();
  expect((await facets())?.department[0]).toEqual({ value: "Design", people: 10_001 });
});
