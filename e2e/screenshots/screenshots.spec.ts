import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { runToEnd } from "../fixtures/runs.ts";
import { makeHistory } from "../fixtures/story.ts";
import { expect, test } from "../fixtures/test.ts";

const folder = join(checkoutDirectory(), "docs", "images");

/** A part of the list without the people whose names are made to do harm: they belong into tests. */
const people = "/users?q=engineering";

async function picture(page: Page, name: string, { whole = false } = {}): Promise<void> {
  await expect(page.getByText("Asking Microsoft…")).toHaveCount(0);
  const size = page.viewportSize();
  if (whole && size) {
    // A window of the page's height, and not Playwright's whole page: the navigation is as high as the window.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height });
  }
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
  if (size) await page.setViewportSize(size);
}

test("Pictures of the pages, as the README shows them", async ({ page, browser, installation, signed }) => {
  await runToEnd(page);
  const { promoted } = makeHistory(installation.tenant);
  const run = await runToEnd(page);
  await page.goto(`/runs/${run}?kind=updated`);
  await picture(page, "run", { whole: true });
  await page.goto("/");
  await picture(page, "overview");
  await page.goto(people);
  await picture(page, "users");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "users-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`/users/${promoted.id}`);
  await picture(page, "person", { whole: true });
  await page.goto("/settings");
  await picture(page, "settings", { whole: true });

  const phone = await browser.newContext({
    baseURL: installation.url,
    storageState: await signed("admin"),
    ...{ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  });
  const inHand = await phone.newPage();
  await inHand.goto(people);
  await picture(inHand, "users-phone");
  await phone.close();
});
