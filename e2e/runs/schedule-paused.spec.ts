import type { Page } from "@playwright/test";
import { expectEnd, runToEnd, startRun } from "../fixtures/runs.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test.afterEach(({ installation: { tenant } }) => tenant.faults.clear());

async function schedule(page: Page, work: () => Promise<void>): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("radio", { name: /^By schedule/ }).check();
  const form = page.locator("form").filter({ has: page.getByRole("radio", { name: /^By schedule/ }) });
  // New Year's night: nothing of it comes between the tests.
  for (const field of ["What changed", "Everything"]) await form.getByLabel(field, { exact: true }).fill("0 0 1 1 *");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Saved")).toBeVisible();
  await work();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Use the environment’s value" }).click();
  await expect(page.getByRole("button", { name: "Use the environment’s value" })).toHaveCount(0);
}

test("A refusal that a person has to mend pauses the schedule, which every page says until a run succeeds", async ({
  page,
  installation: { tenant },
}) => {
  await schedule(page, async () => {
    const notice = page.getByRole("status", { name: "Schedule" });
    tenant.expireDeltaTokens();
    tenant.faults.add({ match: /GET \/v1\.0\/users\?/, status: 403, times: "always" });
    const run = await startRun(page);
    await expectEnd(page, "Failed");
    for (const path of ["/", "/users", "/supervisors", "/groups", "/runs", "/settings"]) {
      await page.goto(path);
      await expect(notice).toContainText(
        `Schedule paused: Microsoft refuses access, or a permission is not granted. Run ${run} · Settings`,
      );
    }
    await expectSound(page);
    const paused = page.getByRole("alert").filter({ hasText: `Paused since run ${run}` });
    await expect(paused).toContainText("Authorization_RequestDenied");
    await expect(paused).toContainText(
      "It goes on after a run by hand that succeeds, after a changed setting, and after consent was granted here.",
    );
    await notice.getByRole("link", { name: `Run ${run}` }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Run ${run}`);

    tenant.faults.clear();
    await runToEnd(page);
    await page.goto("/users");
    await expect(notice).toBeEmpty();
  });
});
