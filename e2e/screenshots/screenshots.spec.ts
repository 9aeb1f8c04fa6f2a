import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { places } from "#lib/tenant/seed/hierarchy.ts";
import { expect, test } from "../fixtures/test.ts";

const folder = join(checkoutDirectory(), "docs", "images");

async function picture(page: Page, name: string): Promise<void> {
  await expect(page.getByText("Asking Microsoft…")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
}

test("Pictures of the pages, as the README shows them", async ({ page, installation: { tenant, story } }) => {
  await page.goto("/");
  await picture(page, "overview");
  await page.goto("/users");
  await picture(page, "users");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "users-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/runs/2");
  await picture(page, "run");
  await page.goto(`/users/${[...tenant.users.all()][places.reader]?.id}`);
  await picture(page, "person");
  await page.goto(`/users/${story.promoted.id}`);
  await picture(page, "person-history");
  await page.goto("/settings");
  await picture(page, "settings");
});

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });

  test("Pictures of the pages, as they look in a hand", async ({ page }) => {
    await page.goto("/users");
    await picture(page, "users-phone");
  });
});
