import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idOf, writePeople, writeSupervisions } from "../testing/directory-rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import type { Place } from "./keyset.ts";
import { type UserSort, type UsersQuery, userSorts, usersQuery } from "./schema.ts";
import { findIdsByPrincipalName, findPerson, listUsers, streamUsers } from "./users.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.db.prisma.microsoftGraphUser.deleteMany();
  await database.db.prisma.microsoftGraphUserSupervisor.deleteMany();
});

/** The names of one page, in order. */
async function namesOf(filters: Partial<UsersQuery> = {}, options: { limit?: number } = {}) {
  const { after, before, sort, direction, ...rest } = { ...usersQuery.parse({}), ...filters };
  const page = await listUsers(database, {
    filters: rest,
    sort,
    direction,
    place: { after, before },
    limit: options.limit ?? 50,
  });
  return page.rows.map((row) => row.displayName);
}

describe("keyset pages", () => {
  const value = fc.option(fc.constantFrom("", "a", "B", "b", "é", "Z", "zoë", "Ω", "李", "a b", "_%"), { nil: null });
  const person = fc.record({
    displayName: value,
    userPrincipalName: value,
    department: value,
    jobTitle: value,
    changedAt: fc.integer({ min: 0, max: 3 }).map((day) => new Date(Date.UTC(2026, 10, 1 + day))),
  });

  async function visit(query: { sort: UserSort; direction: "asc" | "desc"; limit: number }) {
    const forward: string[][] = [];
    const backward: string[][] = [];
    const places: string[] = [];
    const page = (place: Place) => listUsers(database, { ...query, filters: { state: "all" }, place });
    let current = await page({});
    for (;;) {
      forward.push(current.rows.map((row) => row.id));
      places.push(`${current.first}-${current.last}`);
      if (!current.next) break;
      current = await page({ after: current.next });
    }
    for (;;) {
      backward.unshift(current.rows.map((row) => row.id));
      if (!current.previous) break;
      current = await page({ before: current.previous });
    }
    return { forward, backward, places, total: current.total };
  }

  test("visit every row once, in order, unknown values last, forwards and backwards, whatever the data", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { maxLength: 14 }),
        fc.constantFrom(...userSorts),
        fc.constantFrom("asc" as const, "desc" as const),
        fc.integer({ min: 1, max: 5 }),
        async (people, sort, direction, limit) => {
          await database.db.prisma.microsoftGraphUser.deleteMany();
          await writePeople(
            database.db,
            people.map((properties, number) => ({ number, ...properties })),
          );
          const { forward, backward, places, total } = await visit({ sort, direction, limit });
          const visited = forward.flat();
          expect(visited.toSorted()).toEqual(people.map((_, number) => idOf(number)));
          expect(total).toBe(people.length);
          expect(forward.slice(0, -1).every((ids) => ids.length === limit)).toBe(true);
          expect(backward).toEqual(forward);
          const starts = forward.map((ids, index) => (ids.length === 0 ? 0 : index * limit + 1));
          expect(places).toEqual(forward.map((ids, index) => `${starts[index]}-${index * limit + ids.length}`));
          expectOrder(visited.map((id) => people[Number.parseInt(id.slice(-12), 16)]?.[sort] ?? null));
          function expectOrder(keys: (string | Date | null)[]) {
            const unknownFrom = keys.findIndex((key) => key === null || key === "");
            const known = unknownFrom === -1 ? keys : keys.slice(0, unknownFrom);
            expect(keys.slice(known.length).every((key) => key === null || key === "")).toBe(true);
            const collate = new Intl.Collator("und").compare;
            // Sign-in names are compared as bytes, without the case of A to Z.
            const small = (text: string) => Buffer.from(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
            const compareBytes = (one: string, other: string) => Buffer.compare(small(one), small(other));
            const compare = sort === "userPrincipalName" ? compareBytes : collate;
            for (const [index, key] of known.entries()) {
              const next = known[index + 1];
              if (key === null || next === null || next === undefined) continue;
              const order = key instanceof Date ? key.getTime() - new Date(next).getTime() : compare(key, String(next));
              expect(direction === "asc" ? order <= 0 : order >= 0).toBe(true);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("neither repeat nor lose a person when others come and go between two pages", async () => {
    await writePeople(
      database.db,
      ["B", "D", "F", "H"].map((displayName, number) => ({ number, displayName })),
    );
    const query = { filters: { state: "live" as const }, sort: "displayName" as const, direction: "asc" as const };
    const first = await listUsers(database, { ...query, place: {}, limit: 2 });
    await writePeople(database.db, [{ number: 90, displayName: "A" }]);
    await database.db.prisma.microsoftGraphUser.delete({ where: { id: idOf(1) } });
    const second = await listUsers(database, { ...query, place: { after: first.next }, limit: 2 });
    expect(second.rows.map((row) => row.displayName)).toEqual(["F", "H"]);
    expect([second.first, second.last, second.total]).toEqual([3, 4, 4]);
  });

  test("refuse a cursor that was cut off, made up, or kept from another order", async () => {
    await writePeople(
      database.db,
      ["A", "B"].map((displayName, number) => ({ number, displayName })),
    );
    const page = (sort: UserSort, place: Place) =>
      listUsers(database, { filters: { state: "live" }, sort, direction: "asc", place, limit: 1 });
    const { next } = await page("displayName", {});
    const made = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString("base64url");
    const refused: [UserSort, string][] = [
      ["displayName", String(next).slice(0, -3)],
      ["displayName", "%%%"],
      ["jobTitle", String(next)],
      ["displayName", made(["displayName asc", "a\0b", "x", 1])],
      ["displayName", made(["displayName asc", "a", "x", -1])],
      ["changedAt", made(["changedAt asc", "2026-13-77T00:00:00.000Z", "x", 1])],
      ["changedAt", made(["changedAt asc", "yesterday", "x", 1])],
    ];
    for (const [sort, after] of refused) {
      await expect(page(sort, { after }), `${sort} ${after}`).rejects.toMatchObject({ code: "bad-input" });
    }
  });
});

describe("filters", () => {
  beforeEach(async () => {
    const removed = { deletedAt: new Date("2026-11-01"), deletedReason: "left-group" };
    await writePeople(database.db, [
      { number: 1, displayName: "Ann", accountEnabled: true, userType: "Member" },
      { number: 2, displayName: "Bo", accountEnabled: false, userType: "Guest" },
      { number: 3, displayName: "Cy" },
      { number: 4, displayName: "Di", ...removed },
    ]);
    await writeSupervisions(database.db, [
      { person: 2, supervisor: 1 },
      { person: 4, supervisor: 1 },
    ]);
  });

  test("tell the live from the removed", async () => {
    expect(await namesOf()).toEqual(["Ann", "Bo", "Cy"]);
    expect(await namesOf({ state: "removed" })).toEqual(["Di"]);
    expect(await namesOf({ state: "all" })).toEqual(["Ann", "Bo", "Cy", "Di"]);
  });

  test("leave people whose account state is unknown out of both enabled and disabled", async () => {
    expect(await namesOf({ enabled: true })).toEqual(["Ann"]);
    expect(await namesOf({ enabled: false })).toEqual(["Bo"]);
  });

  test("count everyone who is not a guest as no guest", async () => {
    expect(await namesOf({ guest: true })).toEqual(["Bo"]);
    expect(await namesOf({ guest: false })).toEqual(["Ann", "Cy"]);
  });

  test("find people by supervisor and people without one", async () => {
    expect(await namesOf({ supervisor: idOf(1) })).toEqual(["Bo"]);
    expect(await namesOf({ supervisor: idOf(1), state: "all" })).toEqual(["Bo", "Di"]);
    expect(await namesOf({ withoutSupervisor: true })).toEqual(["Ann", "Cy"]);
    expect(await namesOf({ withoutSupervisor: false })).toEqual(["Bo"]);
  });
});

describe("search", () => {
  beforeEach(async () => {
    await writePeople(database.db, [
      { number: 1, displayName: "Zoë Müller", userPrincipalName: "zoe@example.com", department: "Sales" },
      { number: 2, displayName: "MÜLLER, Émile", jobTitle: "Sales lead", employeeId: "E-100%" },
      { number: 3, displayName: "Анна Каренина", mail: "anna@example.com" },
      { number: 4, displayName: "O'Brien_\\x", employeeId: "E-1000" },
    ]);
  });

  test("looks in name, sign-in name, mail, employee id, job title and department", async () => {
    expect(await namesOf({ q: "ZOE@" })).toEqual(["Zoë Müller"]);
    expect(await namesOf({ q: "anna@" })).toEqual(["Анна Каренина"]);
    expect(await namesOf({ q: "e-1000" })).toEqual(["O'Brien_\\x"]);
    expect(await namesOf({ q: "sales" })).toEqual(["MÜLLER, Émile", "Zoë Müller"]);
  });

  test("knows the case of letters beyond A to Z, whatever the database's locale", async () => {
    expect(await namesOf({ q: "müller" })).toEqual(["MÜLLER, Émile", "Zoë Müller"]);
    expect(await namesOf({ q: "ÉMILE" })).toEqual(["MÜLLER, Émile"]);
    expect(await namesOf({ q: "КАРЕН" })).toEqual(["Анна Каренина"]);
  });

  test("knows no accents and no apostrophes, nor does it want them", async () => {
    const names = [
      "Sinéad O’Quinn",
      "Straße, Łukasz",
      "Søren Ægir",
      "Işık İnan",
      "Nguyễn Đỗ",
      "王伟",
      "김철수",
      "ΟΔΥΣΣΕΥΣ",
    ];
    await writePeople(
      database.db,
      names.map((displayName, index) => ({ number: 20 + index, displayName })),
    );
    const finds = async (q: string, ...found: string[]) => expect(await namesOf({ q }), q).toEqual(found);
    await finds("SINEAD", "Sinéad O’Quinn");
    await finds("sinéad quin", "Sinéad O’Quinn");
    for (const q of ["oquinn", "O'Quinn", "o’quinn"]) await finds(q, "Sinéad O’Quinn");
    for (const q of ["strasse", "STRAßE", "lukasz"]) await finds(q, "Straße, Łukasz");
    for (const q of ["soren", "aegir", "SØR"]) await finds(q, "Søren Ægir");
    for (const q of ["isik", "inan", "IŞIK"]) await finds(q, "Işık İnan");
    for (const q of ["nguyen", "Do"]) await finds(q, "Nguyễn Đỗ");
    for (const q of ["伟", "王伟"]) await finds(q, "王伟");
    await finds("철수", "김철수");
    await finds("οδυσσεύς", "ΟΔΥΣΣΕΥΣ");
  });

  test("looks for one or two letters at the beginnings of words", async () => {
    expect(await namesOf({ q: "zo" })).toEqual(["Zoë Müller"]);
    expect(await namesOf({ q: "M" })).toEqual(["MÜLLER, Émile", "Zoë Müller"]);
    expect(await namesOf({ q: "oë" })).toEqual([]);
  });

  test("wants every word, in whatever property and order", async () => {
    expect(await namesOf({ q: "sales  zoë" })).toEqual(["Zoë Müller"]);
    expect(await namesOf({ q: "sales nobody" })).toEqual([]);
  });

  test("takes % _ and \\ as the characters they are", async () => {
    expect(await namesOf({ q: "100%" })).toEqual(["MÜLLER, Émile"]);
    expect(await namesOf({ q: "_\\x" })).toEqual(["O'Brien_\\x"]);
    expect(await namesOf({ q: "o'b" })).toEqual(["O'Brien_\\x"]);
    expect(await namesOf({ q: "Z_e" })).toEqual([]);
  });

  test("finds the one person an object id stands for", async () => {
    expect(await namesOf({ q: idOf(3).toUpperCase() })).toEqual(["Анна Каренина"]);
  });

  test("is paged like any other list", async () => {
    const query = {
      filters: { state: "live" as const, q: "mül" },
      sort: "displayName" as const,
      direction: "desc" as const,
    };
    const first = await listUsers(database, { ...query, place: {}, limit: 1 });
    const second = await listUsers(database, { ...query, place: { after: first.next }, limit: 1 });
    expect([first, second].map((page) => page.rows[0]?.displayName)).toEqual(["Zoë Müller", "MÜLLER, Émile"]);
    expect(first.total).toBe(2);
    expect(second.next).toBeUndefined();
  });
});

describe("a search that finds too many to collect", () => {
  test("shows who is first in the order, also where that is far from its beginning", async () => {
    await database.db.pool.query(
      `INSERT INTO microsoft_graph_user (id, "displayName", department)
       SELECT lpad(n::text, 8, '0'), CASE WHEN n > 21000 THEN 'Zhang ' ELSE 'Adams ' END || lpad(n::text, 8, '0'),
         CASE WHEN n > 21000 THEN 'Sales' ELSE 'Audit' END FROM generate_series(1, 42500) n`,
    );
    const found = { first: "Zhang 00021001", total: 20_000, isExact: false };
    for (const filters of [{ q: "zhang" }, { department: ["Sales", "Design"] }]) {
      for (const sort of ["displayName", "department"] as const) {
        const query = { filters: { state: "live" as const, ...filters }, sort, direction: "asc" as const, place: {} };
        const page = await listUsers(database, { ...query, limit: 10 });
        const [first] = page.rows;
        expect({ first: first?.displayName, total: page.total, isExact: page.totalIsExact }).toEqual(found);
        // Whose page it is has been kept since.
        expect(page).toMatchObject(await listUsers(database, { ...query, limit: 10 }));
        const next = { ...query, place: { after: page.next }, limit: 10 };
        const second = await listUsers(database, next);
        expect(second.rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: 10 }, (_, at) => 21011 + at));
        expect(second).toMatchObject(await listUsers(database, next));
      }
    }
  });

  test("is counted exactly and paged in order all the same", async () => {
    await database.db.pool.query(
      `INSERT INTO microsoft_graph_user (id, "displayName", department)
       SELECT lpad(n::text, 8, '0'), CASE WHEN n % 3 = 0 THEN NULL ELSE 'P' || lpad(n::text, 8, '0') END, 'Sales'
       FROM generate_series(1, 12000) n`,
    );
    const query = { filters: { state: "live" as const, q: "sales" }, sort: "displayName" as const, limit: 3000 };
    const ids: string[] = [];
    let place: Place = {};
    for (let pages = 0; pages < 4; pages++) {
      const page = await listUsers(database, { ...query, direction: "asc", place });
      expect([page.total, page.totalIsExact]).toEqual([12_000, true]);
      expect([page.first, page.last]).toEqual([pages * 3000 + 1, pages * 3000 + 3000]);
      ids.push(...page.rows.map((row) => row.id));
      place = { after: page.next };
    }
    expect(place.after).toBeUndefined();
    const unknown = ids.filter((id) => Number(id) % 3 === 0);
    const known = ids.filter((id) => Number(id) % 3 !== 0);
    expect(ids).toEqual([...known.toSorted(), ...unknown.toSorted()]);
    expect(new Set(ids).size).toBe(12_000);
  });
});

describe("a person", () => {
  test("is shown with the supervisor's newest name, also when that one is not in the mirror", async () => {
    await writePeople(database.db, [
      { number: 1, displayName: "New name" },
      { number: 2, displayName: "A" },
      { number: 3, displayName: "B" },
      { number: 4, displayName: "Former member", deletedAt: new Date() },
      { number: 5, displayName: "C" },
    ]);
    await writeSupervisions(database.db, [
      { person: 2, supervisor: 1, displayName: "Old name" },
      { person: 3, supervisor: 99, displayName: "Somebody else" },
      { person: 5, supervisor: 4, displayName: "Renamed since" },
    ]);
    const { rows } = await listUsers(database, {
      filters: { state: "live" },
      sort: "displayName",
      direction: "asc",
      place: {},
      limit: 10,
    });
    const supervisors = rows.map((row) => [row.displayName, row.supervisor?.displayName, row.supervisor?.presence]);
    expect(supervisors).toEqual([
      ["A", "New name", "live"],
      ["B", "Somebody else", "outside"],
      ["C", "Renamed since", "removed"],
      ["New name", undefined, undefined],
    ]);
  });

  test("is found by id or by sign-in name without regard to case, the live one first", async () => {
    const userPrincipalName = "Zoë@example.com";
    await writePeople(database.db, [
      { number: 1, userPrincipalName, deletedAt: new Date() },
      { number: 2, userPrincipalName },
      { number: 3, userPrincipalName: "x" },
    ]);
    expect((await findPerson(database, { id: idOf(3) }))?.userPrincipalName).toBe("x");
    expect(await findPerson(database, { id: idOf(9) })).toBeUndefined();
    const found = await findIdsByPrincipalName(database, { userPrincipalName: "ZOË@EXAMPLE.com" });
    expect(found).toEqual([idOf(2), idOf(1)]);
  });
});

describe("streams", () => {
  beforeEach(() =>
    database.db.pool.query(
      `INSERT INTO microsoft_graph_user (id, "displayName") SELECT lpad(n::text, 8, '0'), 'P' FROM generate_series(1, 3000) n`,
    ),
  );

  const all = () => streamUsers(database, { filters: { state: "live" }, sort: "displayName", direction: "asc" });
  const openCursors = async () => {
    const { rows } = await database.db.pool.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
    );
    return rows[0].count;
  };

  test("give every row as of one moment", async () => {
    const ids: string[] = [];
    for await (const row of all()) {
      ids.push(row.id);
      if (ids.length === 1) await database.db.pool.query("DELETE FROM microsoft_graph_user");
    }
    expect(ids).toHaveLength(3000);
    expect(new Set(ids).size).toBe(3000);
  });

  test("leave nothing behind in the database when they are given up", async () => {
    for await (const _ of all()) break;
    await expect.poll(openCursors).toBe(0);
    expect(database.db.pool.waitingCount).toBe(0);
  });

  test("leave connections for pages however many of them are slow", async () => {
    const slow = Array.from({ length: 15 }, all);
    const firsts = slow.map((rows) => rows.next());
    await Promise.race(firsts);
    expect((await findPerson(database, { id: "00000001" }))?.displayName).toBe("P");
    const ended: string[] = [];
    for (const [index, rows] of slow.entries()) {
      ended.push((await firsts[index])?.value.id);
      await rows.return(undefined);
    }
    expect(ended).toEqual(Array(15).fill("00000001"));
  });

  test("say so when the connection breaks, and harm nobody else", async () => {
    const rows = all();
    await rows.next();
    await database.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    const rest = async () => {
      for await (const row of rows) expect(row.displayName).toBe("P");
    };
    await expect(rest()).rejects.toMatchObject({ code: "database-unavailable" });
    expect((await findPerson(database, { id: "00000001" }))?.displayName).toBe("P");
  });
});
