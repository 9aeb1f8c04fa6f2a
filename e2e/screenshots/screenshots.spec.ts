import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { checkoutDirectory } from "#lib/config/checkout.ts";
import { dismiss, runToEnd } from "../fixtures/runs.ts";
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

/** Every page, under the name of its picture. `whole` for those that say more than a window holds. */
function pagesOf({
  run,
  held,
  person,
  supervisor,
  group,
}: Record<"run" | "held" | "person" | "supervisor" | "group", string>) {
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
    { name: "settings", path: "/settings", whole: true },
  ];
}

test("Pictures of the pages, light and dark, on a desk and in the hand", async ({
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
  dismiss(tenant, tenant.effectiveMembers(tenant.groupToSync.id).slice(-80));
  const held = await runToEnd(page, "Held");
  const named = { person: promoted.id, supervisor: moved.after, group: tenant.groupToSync.id };
  const pages = pagesOf({ run: String(run), held: String(held), ...named });
  const phone = await browser.newContext({
    baseURL: installation.url,
    storageState: await signed("admin"),
    ...{ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  });
  const inHand = await phone.newPage();
  for (const { name, path, whole } of pages) {
    for (const [colorScheme, mark] of [["light", ""] as const, ["dark", "-dark"] as const]) {
      for (const [view, place] of [[page, ""] as const, [inHand, "-phone"] as const]) {
        await view.emulateMedia({ colorScheme });
        await view.goto(path);
        await picture(view, `${name}${place}${mark}`, { whole: whole && view === page });
      }
    }
  }
  await phone.close();
});
