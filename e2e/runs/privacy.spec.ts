import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { runToEnd } from "../fixtures/runs.ts";
import { signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const leftOut = ["department", "mobilePhone"];

/** Ticks what is copied, and saves it. */
async function copy(page: Page, { ticked }: { ticked: boolean }): Promise<void> {
  await page.goto("/settings/privacy");
  const section = page.getByRole("region", { name: "What is copied" });
  for (const name of leftOut) await section.getByRole("checkbox", { name, exact: true }).setChecked(ticked);
  await section.getByRole("button", { name: "Save" }).first().click();
  await expect(section.getByText("Saved")).toBeVisible();
}

test("A property left out is gone at once, is never asked for again, and pages and files say that it is not copied", async ({
  page,
  installation: { tenant },
}) => {
  const ids = tenant.effectiveMembers(tenant.groupToSync.id);
  const person = ids.map((id) => tenant.users.find(id)).find((user) => user?.mobilePhone && user.department);
  const { id = "", mobilePhone = "" } = person ?? {};
  await page.goto(`/users/${id}`);
  const contact = page.getByRole("region", { name: "Contact" });
  await expect(contact).toContainText(mobilePhone ?? "");

  await copy(page, { ticked: false });
  await expectSound(page);
  await page.goto(`/users/${id}`);
  await expect(contact).toContainText("not copied");
  await expect(contact).not.toContainText(mobilePhone ?? "");
  const file = await page.request.get("/users/export?columns=id,department,mobilePhone");
  expect((await file.text()).trimEnd().split("\r\n").slice(1)).toEqual(
    expect.arrayContaining([`${id},not copied,not copied`]),
  );
  await page.goto("/users");
  await expect(page.getByRole("combobox", { name: "Department" })).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "Country" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Department" })).toHaveCount(0);
  await expect(page.getByLabel("Name, mail, employee id or job title")).toBeVisible();
  await page.goto("/users?columns=department");
  await expect(page.getByRole("cell", { name: "not copied" }).first()).toBeVisible();

  const before = tenant.requests.length;
  await runToEnd(page);
  const asked = tenant.requests.slice(before).map(({ path }) => decodeURIComponent(path));
  expect(asked.filter((path) => path.includes("jobTitle"))).not.toEqual([]);
  expect(asked.filter((path) => leftOut.some((name) => path.includes(name)))).toEqual([]);
  await page.goto(`/users/${id}`);
  await expect(contact).toContainText("not copied");

  await copy(page, { ticked: true });
  await runToEnd(page);
  await page.goto(`/users/${id}`);
  await expect(contact).toContainText(mobilePhone ?? "");
});

test("What is stored of one person is looked up, handed out, and erased by whoever types the name", async ({
  page,
  installation: { tenant },
}) => {
  const person = tenant.users.find(tenant.effectiveMembers(tenant.groupToSync.id).at(-1) ?? "");
  const { id = "", displayName = "", userPrincipalName = "" } = person ?? {};
  await page.goto("/settings/privacy");
  await page.getByLabel("Object id or sign-in name").fill("nobody@contoso.example");
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page.getByText("Nothing is stored of “nobody@contoso.example”.")).toBeVisible();
  await page.getByLabel("Object id or sign-in name").fill(userPrincipalName);
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page.getByText(`${displayName} is in the copy.`)).toBeVisible();
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as JSON" }).click();
  const data = JSON.parse(readFileSync(await (await started).path(), "utf8"));
  expect(data).toMatchObject({ person: id, tables: { microsoft_graph_user: [{ id, userPrincipalName }] } });

  const confirmation = page.getByLabel("Type their sign-in name or object id to erase them");
  const erase = page.getByRole("button", { name: "Erase" });
  await erase.click();
  await expect(page.getByText("Type the sign-in name or the object id of this person.")).toBeVisible();
  await confirmation.fill("somebody else");
  await erase.click();
  await expect(page.getByRole("alert").filter({ hasText: "nothing was erased" })).toBeVisible();
  await expectSound(page);
  await confirmation.fill(userPrincipalName);
  await erase.click();
  await expect(page.getByText("Erased. The next run reads everything.")).toBeVisible();
  await page.goto(`/users?q=${id}`);
  await expect(page.getByText("Nobody matches")).toBeVisible();
  // Who is still in the group comes back, as somebody new.
  await runToEnd(page);
  await page.goto(`/users/${id}`);
  const history = page.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(history.filter({ hasText: "First seen in the group" }).first()).toBeVisible();
});

test("The audit log tells who did what, by kind, person and day, as a page and as a file, to admins alone", async ({
  page,
  browser,
  installation,
  signed,
  problems,
}) => {
  const reader = await browser.newContext({
    baseURL: installation.url,
    storageState: { ...signedOut, ...(await signed("reader")) },
  });
  for (const path of ["/settings/audit", "/settings/audit/export", "/settings/privacy/person?id=x"]) {
    expect((await reader.request.get(path)).status(), path).toBe(403);
  }
  const seen = await reader.newPage();
  await seen.goto("/settings/privacy");
  await expect(seen.getByText("What is stored and why")).toBeVisible();
  for (const name of ["Save", "Look", "Erase"]) await expect(seen.getByRole("button", { name })).toHaveCount(0);
  await reader.close();

  await page.request.get("/groups/export?scope=in");
  await page.goto("/settings/audit");
  const rows = page.getByRole("table").getByRole("row");
  await page.getByLabel("What").selectOption("Action refused");
  await page.getByLabel("Person’s name or object id").fill("bo.marsh");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/kind=forbidden/);
  await expect(rows.filter({ hasText: "/settings/audit/export" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "Signed in" })).toHaveCount(0);
  await expectSound(page);
  await page.goto("/settings/audit?kind=exported");
  await expect(rows.filter({ hasText: "scope: in" }).first()).toContainText("rows");
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV", exact: true }).click();
  const file = readFileSync(await (await started).path(), "utf8");
  expect(file.trimEnd().split("\r\n").slice(1).join("\n")).toMatch(/^(\d+,.*,exported,.*\n?)+$/);
  await page.goto("/settings/audit?from=2020-01-01&to=2020-01-02");
  await expect(page.getByText("No event matches")).toBeVisible();
  problems.expect(/status of 404/);
  expect((await page.goto("/settings/audit?from=2020-02-31"))?.status()).toBe(404);
});
