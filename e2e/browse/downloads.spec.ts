import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { expect, test } from "../fixtures/test.ts";

type Row = Record<string, string>;

/** What of the tenant's own account of itself is compared with. */
type State = {
  people: ({ id: string; managerId: string | null } & Record<string, unknown>)[];
  groups: ({ id: string } & Record<string, unknown>)[];
};

async function download(page: Page, path: string, link: string): Promise<{ text: string; rows: Row[] }> {
  await page.goto(path);
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: link, exact: true }).click();
  const file = await (await started).path();
  const text = readFileSync(file, "utf8");
  const { data, errors } = Papa.parse<Row>(text.replace(/^\uFEFF/, ""), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return { text, rows: data };
}

async function stateOf(tenantOrigin: string): Promise<State> {
  return (await (await fetch(`${tenantOrigin}/_tenant/state`)).json()) as State;
}

/** A value of Graph as it stands in a cell, with the apostrophe of a cell that a spreadsheet would run. */
function cellOf(value: unknown): string {
  const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
  const isNumber = /^[+-][\d.,]+$/.test(text);
  const isTelephone = /^\+\d[\d ().\u00a0/-]{4,}(; \+\d[\d ().\u00a0/-]{4,})*$/.test(text);
  return /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !isNumber && !isTelephone) ? `'${text}` : text;
}

test("The users' file holds every person of the group with Graph's properties and their supervisor", async ({
  page,
  installation: { tenant, tenantOrigin },
}) => {
  const { people } = await stateOf(tenantOrigin);
  const { rows } = await download(page, "/users", "Download CSV");
  const members = new Set(tenant.effectiveMembers(tenant.groupToSync.id));
  const expected = new Map(people.filter(({ id }) => members.has(id)).map((person) => [person.id, person]));
  expect(rows.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
  const columns = Object.keys(rows[0] ?? {});
  for (const name of ["userPrincipalName", "displayName", "mail", "jobTitle", "accountEnabled", "businessPhones"]) {
    expect(columns).toContain(name);
  }
  for (const row of rows) {
    const person = expected.get(row.id ?? "");
    const shared = columns.filter((name) => person && name in person);
    expect(shared.length).toBeGreaterThan(10);
    const wanted = Object.fromEntries(shared.map((name) => [name, cellOf(person?.[name])]));
    expect(Object.fromEntries(shared.map((name) => [name, row[name]]))).toEqual(wanted);
    expect(row.supervisorId).toBe(person?.managerId ?? "");
  }
});

test("A file holds the list as it is filtered, all pages of it, and none of the removed", async ({
  page,
  installation: { story },
}) => {
  const { rows } = await download(page, "/users?guest=yes", "Download CSV");
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ userType }) => userType))).toEqual(new Set(["Guest"]));
  const removed = await download(page, "/users?state=removed", "Download CSV");
  expect(Object.fromEntries(removed.rows.map(({ id, deletedReason }) => [id, deletedReason]))).toEqual({
    [story.leftGroup.id]: "left-group",
    [story.accountDeleted.id]: "account-deleted",
  });
});

test("A file for Excel begins with a byte order mark and holds no cell that Excel would calculate", async ({
  page,
}) => {
  const { text, rows } = await download(page, "/users", "CSV for Excel");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const cells = rows.flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[=@\t\r]|^[+-](?![\d.,]+$)/.test(cell))).toEqual([]);
  expect(cells).toContain(`'=HYPERLINK("http://evil.example","x")`);
});

test("The supervisors' file counts the people of each", async ({ page, installation: { tenant } }) => {
  const { rows } = await download(page, "/supervisors", "Download CSV");
  const spans: Record<string, string> = {};
  for (const id of tenant.effectiveMembers(tenant.groupToSync.id)) {
    const above = tenant.users.supervisorOf(id);
    if (above) spans[above] = String(Number(spans[above] ?? 0) + 1);
  }
  expect(Object.fromEntries(rows.map((row) => [row.supervisorId, row.numberOfPeople]))).toEqual(spans);
});

test("The groups' file holds every group of the directory", async ({ page, installation: { tenantOrigin } }) => {
  const { groups } = await stateOf(tenantOrigin);
  const { rows } = await download(page, "/groups", "Download CSV");
  const named = (found: { id?: unknown; displayName?: unknown }[]) =>
    found.map(({ id, displayName }) => `${id} ${cellOf(displayName)}`).sort();
  expect(named(rows)).toEqual(named(groups));
});
