import { captureAction, newestRun, replay } from "../fixtures/actions.ts";
import { expectTotal } from "../fixtures/lists.ts";
import { dismiss, runToEnd } from "../fixtures/runs.ts";
import { signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const leavers = 15;
let undo: (() => void) | undefined;

test.beforeEach(({ installation: { tenant } }) => {
  undo = dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id).slice(-leavers));
});

test.afterEach(async ({ installation: { command } }) => {
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
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(`ada.quill@contoso.example approved the removal of ${leavers} people`)).toBeVisible();
  await page.goto("/users");
  await expectTotal(page, tenant.effectiveMembers(tenant.groupToSync.id).length);
  await page.goto("/users?state=removed");
  await expectTotal(page, leavers);
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

  const reader = await browser.newContext({ baseURL: installation.url, storageState: await signed("reader") });
  const visitor = await browser.newContext({ baseURL: installation.url, storageState: signedOut });
  for (const action of [approval, start]) {
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
