import type { Page } from "@playwright/test";
import { dismiss, expectEnd, runToEnd, slowDown, startRun } from "../fixtures/runs.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test.afterEach(({ installation: { tenant } }) => tenant.faults.clear());

/** Notes in the page itself what the bar says, so that a reload would be noticed: it takes the notes away. */
async function noteProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const notes: number[] = [];
    Object.assign(window, { notes });
    const note = () => {
      const value = document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow");
      if (value && notes.at(-1) !== Number(value)) notes.push(Number(value));
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  return () => page.evaluate(() => (window as unknown as { notes?: number[] }).notes ?? []);
}

test("Sync now shows a bar that moves without a reload, and ends in a sentence", async ({ page, installation }) => {
  slowDown(installation.tenant);
  const run = await startRun(page);
  await expect(page.getByRole("progressbar")).toBeVisible();
  const notes = await noteProgress(page);
  const steps = page.getByRole("list", { name: "Steps" });
  await expect(page.getByText("Reading people and their supervisors").first()).toBeVisible();
  await expect(steps.getByRole("listitem").first()).toContainText("Finding the group");
  await expectEnd(page, "Succeeded");
  await expect(steps.getByRole("listitem").filter({ hasText: "Reading people" })).toContainText(/\d+.* s$/);
  await expect(steps.getByRole("listitem").last()).toContainText("Writing everything at once");
  await expect(page.getByText(/Read \d+ people in \d.*; nothing changed\./)).toBeVisible();
  expect((await notes()).length).toBeGreaterThan(3);
  expect(page.url()).toBe(`${installation.url}/runs/${run}`);
  await expect(page.getByText("Nothing changed", { exact: true })).toBeVisible();
  await page.goto("/runs");
  await expect(page.getByRole("row", { name: new RegExp(`Run ${run} `) })).toContainText("Succeeded");
});

test("A run that goes on is sound to look at, is named when asked for another one, and can be cancelled", async ({
  page,
  context,
  installation,
}) => {
  // It has to last while two pages are looked at, on a busy machine too: it ended once before it could be cancelled.
  slowDown(installation.tenant, { pageMs: 2_500 });
  const run = await startRun(page);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", /\d/);
  const other = await context.newPage();
  await other.goto("/runs");
  await other.getByRole("button", { name: "Sync now" }).click();
  await expect(other.getByText(`Run ${run} by`)).toBeVisible();
  await other
    .getByRole("link", { name: `Run ${run}`, exact: true })
    .first()
    .click();
  await expectSound(other);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectEnd(page, "Cancelled");
  await expect(page.getByText("Stopped by a person; nothing was changed.")).toBeVisible();
});

test("What changes in the directory shows after the next run, in the run and in the person's history", async ({
  page,
  installation: { tenant },
}) => {
  const [changed, moved, gone, deleted] = tenant.effectiveMembers(tenant.groupToSync.id).slice(-4);
  if (!changed || !moved || !gone || !deleted) throw new Error("The group is too small.");
  const before = tenant.users.find(changed)?.jobTitle ?? null;
  const namesOf = (id: string) => tenant.users.find(id)?.displayName ?? id;
  const [goneName, deletedName] = [namesOf(gone), namesOf(deleted)];
  tenant.updateUser(changed, { jobTitle: "Lighthouse Keeper" });
  tenant.setManager(moved, changed);
  const undo = dismiss(tenant, [gone]);
  tenant.deleteUser(deleted);
  const joined = tenant.addUser({ displayName: "Ines Fresh", userPrincipalName: "ines.fresh@contoso.example" });
  tenant.addMember(tenant.groupToSync.id, joined.id);

  const run = await runToEnd(page);
  await expect(page.getByText(/1 new, .*2 were removed/)).toBeVisible();
  const table = page.getByRole("table");
  await expect(table.getByRole("row").filter({ hasText: goneName })).toContainText("left the group");
  await expect(table.getByRole("row").filter({ hasText: deletedName })).toContainText("the account was deleted");
  await page.getByRole("navigation", { name: "Kinds of change" }).getByRole("link", { name: "New" }).click();
  await expect(table.getByRole("link", { name: "Ines Fresh" })).toBeVisible();
  await page.getByRole("link", { name: /^Changed properties/ }).click();
  const row = table.getByRole("row").filter({ hasText: "Lighthouse Keeper" });
  await expect(row).toContainText("job title");
  if (before) await expect(row).toContainText(before);
  await page.getByLabel("Name, user principal name or property").fill("job title");
  await page.waitForURL(/q=job/);
  await expect(row).toBeVisible();
  const codes = page.getByText(`Rollcall run ${run} (`);
  // A new search is a new page to Next: what is opened while it arrives is closed again.
  await expect(async () => {
    if (!(await codes.isVisible())) await page.getByText("Show the request ids").click();
    await expect(codes).toBeVisible({ timeout: 1_000 });
    await expect(page).toHaveTitle(new RegExp(`Run ${run}`), { timeout: 1_000 });
  }).toPass();
  await expectSound(page);
  await page.getByRole("link", { name: /^Supervisor \d/ }).click();
  await expect(table.getByRole("row").filter({ hasText: namesOf(moved) })).toContainText(namesOf(changed));

  await page.goto("/");
  await page
    .getByRole("table", { name: "People added, changed and removed on each of the last seven days" })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Runs that ended on");
  await expect(page.getByRole("link", { name: `Run ${run}`, exact: true }).first()).toBeVisible();
  await expectSound(page);
  // What came of it can still be read, on any page of this tab.
  const messages = page.getByRole("region", { name: "Messages" });
  await page.getByTitle("Messages", { exact: true }).click();
  await expect(messages.getByText(`Run ${run} has ended well.`)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(messages.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(messages).toBeHidden();
  await expect(page.getByTitle("Messages", { exact: true })).toBeFocused();

  await page.goto(`/users/${changed}`);
  await expect(page.getByText(/^job title:/)).toContainText("Lighthouse Keeper");
  await expect(page.getByRole("link", { name: `run ${run}`, exact: true })).toBeVisible();

  undo();
  tenant.restoreUser(deleted);
  await runToEnd(page);
  await expect(page.getByText(/2 returned/)).toBeVisible();
  await page.goto(`/users/${gone}`);
  await expect(page.getByText("Came back (had been removed: left the group)").first()).toBeVisible();
});

test("A refusal of Graph fails the run in Microsoft's words with its request id, and changes nothing", async ({
  page,
  installation: { tenant },
}) => {
  const [someone = ""] = tenant.effectiveMembers(tenant.groupToSync.id).slice(-1);
  const before = tenant.users.find(someone)?.jobTitle ?? null;
  tenant.updateUser(someone, { jobTitle: "Never Copied" });
  tenant.expireDeltaTokens();
  tenant.faults.add({ match: /GET \/v1\.0\/users\?/, status: 403, times: "always", after: 2 });
  await startRun(page);
  await expectEnd(page, "Failed");
  const alert = page.getByRole("alert").filter({ hasText: "403" });
  await expect(alert).toContainText("Authorization_RequestDenied");
  await expect(alert).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/);
  await expectSound(page);
  await page.goto(`/users/${someone}`);
  await expect(page.getByText("Never Copied")).toHaveCount(0);
  await page.goto("/");
  await expect(page.getByText("The last run failed:")).toBeVisible();
  tenant.faults.clear();
  tenant.updateUser(someone, { jobTitle: before });
  await runToEnd(page);
});

test("A group that Entra does not have is refused with a sentence, and the copy stays", async ({ page }) => {
  await page.goto("/settings");
  const field = page.getByLabel("Group to sync");
  await field.fill("No Such Group");
  const form = page.locator("form").filter({ has: field });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Entra has no group of this name or id.")).toBeVisible();
  await startRun(page);
  await expectEnd(page, "Failed");
  await expect(page.getByRole("alert").filter({ hasText: "No Such Group" })).toBeVisible();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Use the environment’s value" }).click();
  await expect(page.getByRole("button", { name: "Use the environment’s value" })).toHaveCount(0);
  await expect(field).toHaveValue("All Employees");
  await runToEnd(page);
});
