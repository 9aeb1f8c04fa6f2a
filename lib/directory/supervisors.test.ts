import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { type SupervisorsQuery, supervisorsQuery } from "./schema.ts";
import { findSupervisor, listSupervisors, type SupervisorFilters, streamSupervisors } from "./supervisors.ts";
import { supervisorFacetsOf } from "./supervisors-tally.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const left = { deletedAt: new Date(), deletedReason: "left-group" };
  await writePeople(database.db, [
    { number: 1, displayName: "Ann", jobTitle: "Head", accountEnabled: true },
    { number: 2, displayName: "Old Bo", accountEnabled: false, ...left },
    { number: 3, displayName: "C" },
    { number: 4, displayName: "D" },
    { number: 5, displayName: "E" },
    { number: 6, displayName: "F", ...left },
    { number: 7, displayName: "G" },
  ]);
  await writeSupervisions(database.db, [
    { person: 3, supervisor: 1, displayName: "Ann as she was" },
    { person: 4, supervisor: 1 },
    { person: 6, supervisor: 1 },
    { person: 5, supervisor: 2, displayName: "Bo" },
    { person: 7, supervisor: 99, displayName: "Contact", type: "orgContact" },
    { person: 2, supervisor: 98, displayName: "Only the removed" },
  ]);
});

afterAll(() => database.close());

const list = async (asked: Partial<SupervisorsQuery> = {}, limit = 50) => {
  const { q, presence, enabled, sort, direction, after, before } = { ...supervisorsQuery.parse({}), ...asked };
  return listSupervisors(database, {
    filters: { q, presence, enabled },
    sort,
    direction,
    place: { after, before },
    limit,
  });
};

describe("the list of supervisors", () => {
  test("counts live people only, and leaves out who supervises none", async () => {
    const { rows, total } = await list({ sort: "people" });
    expect(rows.map((row) => [row.displayName, row.people, row.presence, row.type]).toSorted()).toEqual([
      ["Ann", 2, "live", "user"],
      ["Bo", 1, "removed", "user"],
      ["Contact", 1, "outside", "orgContact"],
    ]);
    expect(rows[0]?.displayName).toBe("Ann");
    expect(total).toBe(3);
  });

  test("is narrowed by the account, and each choice is counted as if it were the next", async () => {
    const counts = (filters: Partial<SupervisorFilters> = {}) =>
      supervisorFacetsOf(database, { filters: { presence: "all", ...filters } });
    expect(await counts()).toEqual({
      presence: { all: 3, live: 1, removed: 1, outside: 1 },
      enabled: { yes: 1, no: 1 },
    });
    expect((await counts({ enabled: false })).presence).toEqual({ all: 1, live: 0, removed: 1, outside: 0 });
    expect((await counts({ presence: "live", q: "ann" })).enabled).toEqual({ yes: 1, no: 0 });
    expect((await list({ enabled: false })).rows.map((row) => row.displayName)).toEqual(["Bo"]);
  });

  test("is searched by the name it shows", async () => {
    expect((await list({ q: "cont" })).rows.map((row) => row.id)).toEqual([idOf(99)]);
    expect((await list({ q: "head" })).rows.map((row) => row.id)).toEqual([idOf(1)]);
    expect((await list({ q: "as she was" })).rows).toEqual([]);
  });

  test("is filtered by whether the supervisor is in the mirror", async () => {
    expect((await list({ presence: "outside" })).rows.map((row) => row.displayName)).toEqual(["Contact"]);
    expect((await list({ presence: "removed" })).rows.map((row) => row.displayName)).toEqual(["Bo"]);
  });

  test("is paged by number of people and by name", async () => {
    for (const sort of ["people", "displayName"] as const) {
      const first = await list({ sort, direction: "asc" }, 2);
      const second = await list({ sort, direction: "asc", after: first.next }, 2);
      expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(3);
      expect(second.next).toBeUndefined();
      expect([second.first, second.last]).toEqual([3, 3]);
    }
  });

  test("is downloaded in the order it is shown", async () => {
    const names: (string | null)[] = [];
    const filters = { presence: "all" as const };
    for await (const row of streamSupervisors(database, { filters, sort: "displayName", direction: "desc" })) {
      names.push(row.displayName);
    }
    expect(names).toEqual(["Contact", "Bo", "Ann"]);
  });
});

describe("one supervisor", () => {
  test("is known from the mirror or from the supervisions alone", async () => {
    expect(await findSupervisor(database, { id: idOf(1) })).toMatchObject({ displayName: "Ann", people: 2 });
    expect(await findSupervisor(database, { id: idOf(99) })).toMatchObject({ displayName: "Contact", people: 1 });
    expect(await findSupervisor(database, { id: idOf(98) })).toMatchObject({ people: 0, presence: "outside" });
    expect(await findSupervisor(database, { id: idOf(7) })).toMatchObject({ displayName: "G", people: 0 });
    expect(await findSupervisor(database, { id: idOf(55) })).toBeUndefined();
  });
});
