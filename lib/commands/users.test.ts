import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readQuery, usersDownload, usersQuery } from "../directory/schema.ts";
import { idOf } from "../testing/directory-rows.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import type { Download } from "./download.ts";
import { exportGroups, groupById, membersOfGroup } from "./groups.ts";
import { exportSupervisors, peopleOfSupervisor, supervisorById } from "./supervisors.ts";
import { sync } from "./sync.ts";
import { exportUsers, user, users } from "./users.ts";

let opened: TestContext;
let leaver: string;

beforeAll(async () => {
  opened = await testContext({ people: 120, now: () => new Date("2026-11-23T23:59:00Z") });
  const { context, tenant } = opened;
  await sync(context, { requestedBy: "test" });
  leaver = String([...tenant.effectiveMembers(tenant.groupToSync.id)].at(-1));
  tenant.deleteUser(leaver);
  await sync(context, { requestedBy: "test" });
});

afterAll(() => opened.close());

async function rowsOf({ chunks }: Download): Promise<Record<string, string>[]> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  const { data, errors } = Papa.parse<Record<string, string>>(text.trimEnd(), { header: true, delimiter: "," });
  expect(errors).toEqual([]);
  return data;
}

/** A property of the tenant as a cell without the guard. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join("; ") : String(value);
}

describe("the CSV of people", () => {
  test("holds only those who were picked by id, in the list's order, and what changedAt was when it is named", async () => {
    const { context } = opened;
    const all = await rowsOf(exportUsers(context));
    const picked = [all[7], all[3]].map((row) => String(row?.id));
    const filters = readQuery(usersDownload, { ids: `${picked[0]?.toUpperCase()},${picked[1]}`, state: "all" });
    const rows = await rowsOf(exportUsers(context, { filters, columns: "id,changedAt" }));
    expect(rows.map(({ id }) => id)).toEqual([all[3]?.id, all[7]?.id]);
    expect(rows.every(({ changedAt }) => !Number.isNaN(Date.parse(changedAt ?? "")))).toBe(true);
    expect(Object.keys(all[0] ?? {})).not.toContain("changedAt");
  });

  test("is refused for ids that are none, and for more than a page shows", () => {
    const many = Array.from({ length: 51 }, (_, number) => idOf(number)).join();
    for (const ids of ["nobody", `${idOf(1)},x`, many]) {
      expect(() => readQuery(usersDownload, { ids })).toThrow(expect.objectContaining({ code: "bad-input" }));
    }
  });

  test("says of everyone in the group what the directory says", async () => {
    const { context, tenant } = opened;
    const rows = await rowsOf(exportUsers(context, { raw: true }));
    const members = [...tenant.effectiveMembers(tenant.groupToSync.id)];
    expect(rows.map((row) => row.id).toSorted()).toEqual(members.toSorted());
    for (const row of rows) {
      const there = tenant.users.find(String(row.id));
      const supervisorId = tenant.users.supervisorOf(String(row.id)) ?? "";
      const names = ["userPrincipalName", "displayName", "jobTitle", "businessPhones", "accountEnabled", "employeeId"];
      const said = Object.fromEntries(names.map((name) => [name, cellOf(there?.[name as keyof typeof there])]));
      expect(row).toMatchObject({ ...said, supervisorId, deletedAt: "", deletedReason: "" });
    }
  });

  test("disarms what a spreadsheet would run, and nothing else", async () => {
    const raw = await rowsOf(exportUsers(opened.context, { raw: true }));
    const guarded = await rowsOf(exportUsers(opened.context));
    const differing = raw.flatMap((row, index) =>
      Object.keys(row).flatMap((name) =>
        row[name] === guarded[index]?.[name] ? [] : [[row[name], guarded[index]?.[name]]],
      ),
    );
    expect(differing.length).toBeGreaterThan(0);
    for (const [before, after] of differing) {
      expect(after).toBe(`'${before}`);
      expect(before).toMatch(/^[=@+\-\t\r]/);
    }
  });

  test("holds the removed with date and reason only when asked", async () => {
    const { context } = opened;
    const all = await rowsOf(exportUsers(context, { includeRemoved: true }));
    const removed = all.filter((row) => row.deletedAt !== "");
    expect(removed).toMatchObject([
      { id: leaver, deletedReason: "account-deleted", deletedAt: "2026-11-23T23:59:00Z" },
    ]);
    expect(await rowsOf(exportUsers(context, { filters: { state: "removed" } }))).toEqual(removed);
  });

  test("is exactly the list that was shown, with the columns asked for, under the day's name", async () => {
    const { context } = opened;
    const query = readQuery(usersQuery, { q: "a", sort: "jobTitle", direction: "desc" });
    const shown = await users(context, query);
    const download = exportUsers(context, { filters: query, columns: "displayName,id" });
    expect(download.columns).toEqual(["displayName", "id"]);
    expect(download.fileName).toBe("rollcall-users-2026-11-23.csv");
    const rows = await rowsOf(download);
    expect(rows).toHaveLength(shown.total);
    expect(rows.slice(0, shown.rows.length).map((row) => row.id)).toEqual(shown.rows.map((row) => row.id));
    expect(Object.keys(rows[0] ?? {})).toEqual(["displayName", "id"]);
  });
});

describe("the CSV of supervisors", () => {
  test("counts for each as many people as name them in the directory", async () => {
    const { context, tenant } = opened;
    const rows = await rowsOf(exportSupervisors(context));
    const named = [...tenant.effectiveMembers(tenant.groupToSync.id)].map((id) => tenant.users.supervisorOf(id));
    const counts = new Map<string, number>();
    for (const id of named) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(new Map(rows.map((row) => [row.supervisorId, Number(row.numberOfPeople)]))).toEqual(counts);
    const [first] = rows;
    const found = await supervisorById(context, { id: String(first?.supervisorId).toUpperCase() });
    const people = await peopleOfSupervisor(context, { id: String(found?.id), query: readQuery(usersQuery, {}) });
    expect([found?.people, people.total]).toEqual([Number(first?.numberOfPeople), Number(first?.numberOfPeople)]);
  });
});

describe("groups", () => {
  test("are all in the CSV, and the one to sync has its direct members", async () => {
    const { context, tenant } = opened;
    const rows = await rowsOf(exportGroups(context, { columns: "id" }));
    expect(rows.map((row) => row.id).toSorted()).toEqual([...tenant.groups.all()].map((group) => group.id).toSorted());
    const { id } = tenant.groupToSync;
    const found = await groupById(context, { id });
    expect(found).toMatchObject({ scope: "group-to-sync", displayName: tenant.groupToSync.displayName });
    expect((await membersOfGroup(context, { id, query: { members: "direct" } })).total).toBe(found?.members);
    expect(await groupById(context, { id: "no id" })).toBeUndefined();
  });
});

describe("a person's page", () => {
  test("is found by object id or sign-in name, with supervisors, people, groups and history", async () => {
    const { context, tenant } = opened;
    const [supervisorId] = (await rowsOf(exportSupervisors(context, { filters: { presence: "live" } }))).map(
      (row) => row.supervisorId,
    );
    const found = await user(context, { idOrName: String(supervisorId) });
    const name = String(found?.person.userPrincipalName);
    expect((await user(context, { idOrName: name.toUpperCase() }))?.person.id).toBe(supervisorId);
    expect(found?.people.total).toBeGreaterThan(0);
    expect(found?.memberships.some((group) => group.id === tenant.groupToSync.id)).toBe(true);
    expect(found?.history.entries.at(-1)?.changes).toMatchObject([{ kind: "created" }]);
  });

  test("of a leaver says when and why, and is absent for nobody", async () => {
    const { context } = opened;
    const found = await user(context, { idOrName: leaver });
    expect(found?.person).toMatchObject({ deletedReason: "account-deleted" });
    expect(found?.history.entries[0]?.changes[0]).toMatchObject({ kind: "removed", after: "account-deleted" });
    for (const idOrName of ["nobody@example.com", "00000000-0000-4000-8000-000000000000", "\0", ""]) {
      expect(await user(context, { idOrName })).toBeUndefined();
    }
  });
});
