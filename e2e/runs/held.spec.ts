import { captureAction, newestRun, replay } from "../fixtures/actions.ts";
import { expectTotal } from "../fixtures/lists.ts";
import { dismiss, expectEnd, runToEnd } from "../fixtures/runs.ts";
import { signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const leavers = 15;
let undo: (() => void) | undefined;

test.beforeEach(({ installation: { tenant } }) => {
  undo = dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id).slice(-leavers));
});

test.afterEach(async ({ installation: { command, tenant } }) => {
  tenant.faults.clear();
  undo?.();
  await command("sync");
});

test("Too many removals are held, and a rejection leaves everybody until the next run asks again", async ({
  page,
  installation: { tenant },
}) => {
  const run = await runToEnd(page, "Held");
  await expect(page.getByRole("heading", { name: `${leavers} people would be removed` })).toBeVisible();
  await expect(page.getByRole("table", { name: "People who would be removed" }).getByRole("rowheader")).toHaveCount(
    leavers,
  );
  await expectSound(page);
  await page.goto("/");
  await expect(page.getByText(`The removal of ${leavers} people waits for your yes or no.`)).toBeVisible();
  await page.getByRole("link", { name: "Decide" }).click();
  await page.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText(`ada.quill@contoso.example rejected the removal of ${leavers} people`)).toBeVisible();
  await expect(page.getByText("Nobody was removed; the next run looks again")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  const present = tenant.effectiveMembers(tenant.groupToSync.id).length + leavers;
  await page.goto("/users");
  await expectTotal(page, present);
  expect(await runToEnd(page, "Held")).toBeGreaterThan(run);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
});

test("An approval removes exactly those who were listed, and says who gave it", async ({
  page,
  installation: { tenant },
}) => {
  await runToEnd(page, "Held");
  tenant.faults.add({ match: "/v1.0/$batch", kind: "delay", delayMs: 2_000, times: 4 });
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(`0 of ${leavers} asked for`)).toBeVisible();
  await expect(page.getByText(`ada.quill@contoso.example approved the removal of ${leavers} people`)).toBeVisible();
  await page.goto("/users");
  await expectTotal(page, tenant.effectiveMembers(tenant.groupToSync.id).length);
  await page.goto("/users?state=removed");
  await expectTotal(page, leavers);
});

test("An approval keeps who is back in the group by then, and says so", async ({ page, installation: { tenant } }) => {
  await runToEnd(page, "Held");
  const [one = "", two = ""] = await page
    .getByRole("table", { name: "People who would be removed" })
    .getByRole("rowheader")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1) ?? ""));
  for (const id of [one, two]) tenant.addMember(tenant.groupToSync.id, id);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(`approved the removal of ${leavers - 2} people`)).toBeVisible();
  await expect(page.getByText("2 people are back in the group and were kept.")).toBeVisible();
  await expectSound(page);
  await page.goto("/users?state=removed");
  await expectTotal(page, leavers - 2);
});

test("An approval that Microsoft refuses says so in its words, and everybody still waits", async ({
  page,
  installation: { tenant },
}) => {
  await runToEnd(page, "Held");
  tenant.faults.add({ match: "/v1.0/groups", status: 403, times: "always" });
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Authorization_RequestDenied" })).toBeVisible();
  tenant.faults.clear();
  await page.reload();
  await expect(page.getByRole("heading", { name: `${leavers} people would be removed` })).toBeVisible();
});

test("Raising the limit removes nobody, and the next run decides under it", async ({ page }) => {
  await runToEnd(page, "Held");
  const share = page.getByLabel("Share, in percent");
  const suggested = await share.inputValue();
  await expect(page.getByLabel("Number of people")).toHaveValue("10");
  await share.fill("200");
  await page.getByRole("button", { name: "Raise limit" }).click();
  await expect(page.getByText("Type a share from 0 to 100.")).toBeVisible();
  await share.fill("21");
  await page.getByRole("button", { name: "Raise limit" }).click();
  await expect(page.getByText(/would be held again\. Give a share of at least/)).toBeVisible();
  await expectSound(page);
  await share.fill(suggested);
  await page.getByRole("button", { name: "Raise limit" }).click();
  await expect(page.getByText("ada.quill@contoso.example raised the limit")).toBeVisible();
  await expect(
    page.getByText(`${leavers} people who waited here were not removed: the next run decides anew.`),
  ).toBeVisible();
  await expectSound(page);

  await page.getByRole("button", { name: "Sync now" }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  await expectEnd(page, "Succeeded");
  await expect(page.getByText(`${leavers} were removed`)).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByLabel("Share, in percent")).toHaveValue(suggested);
  await page.getByRole("button", { name: "Use the environment’s value" }).click();
  await expect(page.getByLabel("Share, in percent")).toHaveValue("20");
});

test("Where everybody would go, no limit is offered: it would not help", async ({ page, installation: { tenant } }) => {
  const rest = dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id));
  await runToEnd(page, "Held");
  await expect(page.getByText("the removal of everybody is held whatever it is")).toBeVisible();
  await expect(page.getByRole("button", { name: "Raise limit" })).toHaveCount(0);
  await page.getByRole("button", { name: "Reject" }).click();
  rest();
});

test("A reader cannot decide or start a run, not even with an admin's own request", async ({
  page,
  browser,
  problems,
  installation,
  signed,
}) => {
  // The presses are held back in the browser, which the page then complains about.
  problems.expect(/Failed to fetch|ERR_FAILED/);
  const run = await runToEnd(page, "Held");
  const approval = await captureAction(page, "Approve");
  await page.goto("/");
  const start = await captureAction(page, "Sync now");
  await page.goto(`/runs/${run}`);
  const raise = await captureAction(page, "Raise limit");

  const reader = await browser.newContext({ baseURL: installation.url, storageState: await signed("reader") });
  const visitor = await browser.newContext({ baseURL: installation.url, storageState: signedOut });
  for (const action of [approval, start, raise]) {
    expect((await replay(reader.request, action)).status()).toBe(403);
    expect((await replay(visitor.request, action)).status()).toBe(401);
  }
  const readersPage = await reader.newPage();
  await readersPage.goto(`/runs/${run}`);
  await expect(readersPage.getByText("An admin has to approve or reject this.")).toBeVisible();
  await expect(readersPage.getByRole("button", { name: "Approve" })).toHaveCount(0);
  expect(await newestRun(page)).toBe(run);

  // The very same request does it when it is an admin's: what refused the others was the gate.
  expect((await replay(page.request, approval)).status()).toBe(200);
  await page.goto(`/runs/${run}`);
  await expect(page.getByText(/approved the removal of/)).toBeVisible();
  await reader.close();
  await visitor.close();
});
