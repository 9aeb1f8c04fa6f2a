import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { captureAction, replay } from "../fixtures/actions.ts";
import { expectTotal } from "../fixtures/lists.ts";
import { dismiss, expectEnd } from "../fixtures/runs.ts";
import { signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const leavers = 15;
const table = /What run \d+ would change/;
let undo: (() => void) | undefined;
let joined = "";

test.beforeEach(({ installation: { tenant } }) => {
  const group = tenant.groupToSync.id;
  undo = dismiss(tenant, tenant.effectiveMembers(group).slice(-leavers));
  const [supervisor = ""] = tenant.groups.memberIds(group);
  const person = tenant.addUser({ displayName: "Ines Fresh", jobTitle: "=1+1" });
  tenant.addMember(group, person.id);
  tenant.setManager(person.id, supervisor);
  joined = person.id;
});

test.afterEach(async ({ installation: { tenant, command } }) => {
  undo?.();
  tenant.deleteUser(joined);
  await command("sync");
});

async function preview(page: Page): Promise<number> {
  await page.goto("/runs");
  return await runThatIsLedTo(page, "Preview");
}

/** The address is noted before the press: on a busy machine the next page may be there before the press is over. */
async function runThatIsLedTo(page: Page, button: string): Promise<number> {
  const before = page.url();
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL((url) => /\/runs\/\d+$/.test(url.pathname) && url.href !== before);
  return Number(new URL(page.url()).pathname.split("/").at(-1));
}

test("A preview lists what would change, hands it out, and is applied exactly, beyond the guard too", async ({
  page,
  installation: { tenant },
}) => {
  const run = await preview(page);
  await expectEnd(page, "Succeeded");
  const people = page.getByRole("table", { name: table });
  const rows = people.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(leavers + 1);
  await expect(rows.first()).toContainText("Removed: left the group");
  await expect(rows.last()).toContainText("Ines Fresh");
  await rows.last().getByText("properties").click();
  await expect(rows.last()).toContainText("job title: =1+1");
  await expectSound(page);
  await page.getByRole("link", { name: /^Memberships/ }).click();
  await expect(rows.first()).toContainText(/^.*Leaves /);
  await expect(page.getByText("Removed: left the group")).toHaveCount(0);
  await page.getByRole("link", { name: /^Would be new/ }).click();
  await expect(rows).toHaveCount(1);

  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV", exact: true }).click();
  const text = readFileSync(await (await started).path(), "utf8");
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data.filter(({ kind }) => kind === "removed").map(({ after }) => after)).toEqual(
    Array(leavers).fill("left-group"),
  );
  expect(data.find(({ field }) => field === "jobTitle")).toMatchObject({ displayName: "Ines Fresh", after: "'=1+1" });

  await page.getByRole("button", { name: "Apply this plan" }).click();
  await page.waitForURL((url) => url.pathname !== `/runs/${run}`);
  await expectEnd(page, "Succeeded");
  await expect(page.getByText(`1 new, ${leavers} were removed, `)).toBeVisible();
  await page.getByRole("link", { name: `Run ${run}`, exact: true }).click();
  await expect(page.getByText(/Run \d+ applied this plan/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply this plan" })).toHaveCount(0);
  await page.goto("/users");
  await expectTotal(page, tenant.effectiveMembers(tenant.groupToSync.id).length);
});

test("A plan is refused when the directory moved on, nothing is changed, and the next preview is a press away", async ({
  page,
  installation: { tenant },
}) => {
  const run = await preview(page);
  await expectEnd(page, "Succeeded");
  tenant.updateUser(joined, { jobTitle: "Something Else" });
  await page.getByRole("button", { name: "Apply this plan" }).click();
  await page.waitForURL((url) => url.pathname !== `/runs/${run}`);
  await expectEnd(page, "Failed");
  await expect(page.getByRole("alert").filter({ hasText: "has moved on: 1 line differs" })).toBeVisible();
  await expectSound(page);
  await page.goto("/users?q=Ines+Fresh");
  await expect(page.getByRole("link", { name: "Ines Fresh" })).toHaveCount(0);
  await page.goto("/");
  await expect(page.getByText("The last run failed")).toHaveCount(0);
  await page.goto(`/runs/${run}`);
  await expect(page.getByText(/did not apply this plan/)).toBeVisible();
  expect(await runThatIsLedTo(page, "New preview")).toBeGreaterThan(run);
  await expectEnd(page, "Succeeded");
  await page.getByRole("button", { name: "Apply this plan" }).click();
  await expect(page.getByText(`1 new, ${leavers} were removed, `)).toBeVisible({ timeout: 60_000 });
});

test("A reader sees a plan and cannot apply it, not even with an admin's own request", async ({
  page,
  browser,
  problems,
  installation,
  signed,
}) => {
  problems.expect(/Failed to fetch|ERR_FAILED/);
  const run = await preview(page);
  await expectEnd(page, "Succeeded");
  const application = await captureAction(page, "Apply this plan");
  const reader = await browser.newContext({ baseURL: installation.url, storageState: await signed("reader") });
  const visitor = await browser.newContext({ baseURL: installation.url, storageState: signedOut });
  expect((await replay(reader.request, application)).status()).toBe(403);
  expect((await replay(visitor.request, application)).status()).toBe(401);
  expect((await visitor.request.get(`/runs/${run}/plan`, { maxRedirects: 0 })).status()).not.toBe(200);
  expect((await reader.request.get("/runs/999999/plan")).status()).toBe(404);
  const readersPage = await reader.newPage();
  await readersPage.goto(`/runs/${run}`);
  await expect(readersPage.getByText("An admin can apply this plan.")).toBeVisible();
  await expect(readersPage.getByRole("button", { name: "Apply this plan" })).toHaveCount(0);
  await reader.close();
  await visitor.close();
});
