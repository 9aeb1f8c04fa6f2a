import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { dismiss, expectEnd, runToEnd } from "../fixtures/runs.ts";
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

type Pictured = {
  name: string;
  path: string;
  /** For a page that says more than a window holds. */
  whole?: boolean;
  /** What is pressed before it has anything to show. */
  prepare?: (page: Page) => Promise<void>;
};

async function examine(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Examine" }).click();
  await expect(page.getByText(/Everything is well|Runs can work|failed/).first()).toBeVisible({ timeout: 30_000 });
}

async function preview(page: Page): Promise<number> {
  await page.goto("/runs");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  await expectEnd(page, "Succeeded");
  return Number(new URL(page.url()).pathname.split("/").at(-1));
}

async function makeToken(page: Page): Promise<void> {
  await page.goto("/settings/tokens");
  await page.getByLabel("What it is for").fill("HR import");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.locator("code").filter({ hasText: "rollcall_" })).toBeVisible();
}

/** Every page, under the name of its picture. */
function pagesOf({
  run,
  held,
  person,
  supervisor,
  group,
  plan,
}: Record<"run" | "held" | "person" | "supervisor" | "group" | "plan", string>): Pictured[] {
  return [
    { name: "overview", path: "/", whole: true },
    { name: "users", path: people },
    { name: "person", path: `/users/${person}`, whole: true },
    { name: "why", path: "/why" },
    { name: "supervisors", path: "/supervisors" },
    { name: "supervisor", path: `/supervisors/${supervisor}` },
    { name: "chart", path: "/supervisors/chart" },
    { name: "quality", path: "/supervisors/quality" },
    { name: "groups", path: "/groups" },
    { name: "group", path: `/groups/${group}` },
    { name: "runs", path: "/runs" },
    { name: "run", path: `/runs/${run}?kind=updated`, whole: true },
    { name: "held", path: `/runs/${held}` },
    { name: "plan", path: `/runs/${plan}` },
    { name: "settings", path: "/settings", whole: true },
    { name: "consent", path: "/consent", whole: true },
    { name: "doctor", path: "/settings/doctor", whole: true, prepare: examine },
    { name: "privacy", path: "/settings/privacy" },
    { name: "tokens", path: "/settings/tokens" },
    { name: "audit", path: "/settings/audit" },
    { name: "session", path: "/account" },
  ];
}

test("Pictures of the pages on a desk, light and dark, and in the hand", async ({
  page,
  browser,
  installation,
  signed,
}) => {
  test.setTimeout(300_000);
  await runToEnd(page);
  const { promoted, moved } = makeHistory(installation.tenant);
  const run = await runToEnd(page);
  const { tenant } = installation;
  await makeToken(page);
  dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id).slice(-5));
  const plan = await preview(page);
  dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id).slice(-80));
  const held = await runToEnd(page, "Held");
  const named = { person: promoted.id, supervisor: moved.after, group: tenant.groupToSync.id };
  const pages = pagesOf({ run: String(run), held: String(held), plan: String(plan), ...named });
  const phone = await browser.newContext({
    baseURL: installation.url,
    storageState: await signed("admin"),
    ...{ viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true },
  });
  const inHand = await phone.newPage();
  for (const { name, path, whole, prepare } of pages) {
    for (const [view, mark, colorScheme] of [
      [page, "", "light"],
      [page, "-dark", "dark"],
      [inHand, "-phone", "light"],
    ] as const) {
      await view.emulateMedia({ colorScheme });
      await view.goto(path);
      await prepare?.(view);
      await picture(view, `${name}${mark}`, { whole: whole && view === page });
    }
  }
  await phone.close();
});
