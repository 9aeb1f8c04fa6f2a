import { places } from "#lib/tenant/seed/hierarchy.ts";
import type { Tenant } from "#lib/tenant/tenant.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

/** From the top down to a person, as the directory says it. */
function wayTo(id: string, { users }: Tenant): string[] {
  const above = users.supervisorOf(id);
  return above === undefined ? [id] : [...wayTo(above, { users } as Tenant), id];
}

test("The chart opens branch by branch without a mouse, and the address leads back to whom one went to", async ({
  page,
  installation: { tenant },
}) => {
  const reader = [...tenant.users.all()][places.reader]?.id ?? "";
  const way = wayTo(reader, tenant);
  const nameOf = (id: string | undefined) => [...tenant.users.all()].find((user) => user.id === id)?.displayName ?? "";
  await page.goto(`/supervisors/chart?person=${way[0]}`);
  const tree = page.getByRole("tree", { name: "Organisation chart" });
  const top = tree.getByRole("treeitem").first();
  await expect(top).toContainText(nameOf(way[0]));
  await expect(top).toHaveAttribute("aria-expanded", "true");
  await page.goto("/supervisors/chart");
  await expect(tree.locator("[aria-expanded=true]")).toHaveCount(0);
  await top.focus();
  await page.keyboard.press("ArrowRight");
  await expect(top).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  const second = tree.getByRole("treeitem").nth(1);
  await expect(second).toBeFocused();
  await expect(second).toHaveAttribute("aria-level", "2");
  await expect(page).toHaveURL(/person=/);
  const onSecond = (await second.getByRole("link").textContent()) ?? "";
  await page.reload();
  await expect(tree.locator("[aria-current]")).toContainText(onSecond);
  await tree.getByRole("treeitem").first().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem")).toHaveCount(1);

  await page.goto(`/supervisors/chart?person=${reader}`);
  const wanted = tree.locator("[aria-current]");
  await expect(wanted).toContainText(nameOf(reader));
  await expect(wanted).toHaveAttribute("aria-level", String(way.length));
  await expectSound(page);
  await wanted.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/users/${reader}`);
});

test("The report counts what is to be mended, shows it and hands it out", async ({ page, installation }) => {
  await page.goto("/supervisors/quality");
  const rows = page
    .getByRole("table")
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(7);
  const outside = rows.filter({ hasText: "Supervisors outside the group" });
  const found = Number(await outside.getByRole("cell").first().textContent());
  expect(found).toBeGreaterThan(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    outside.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^rollcall-quality-outside-/);
  await outside.getByRole("link", { name: "Supervisors outside the group", exact: true }).click();
  const list = page.getByRole("table", { name: "Found: Supervisors outside the group" }).getByRole("rowheader");
  await expect(list).toHaveCount(found);
  const outsideHead = [...installation.tenant.users.all()][places.outsideHead];
  await expect(list.filter({ hasText: outsideHead?.displayName ?? "" })).toHaveCount(1);
  await expectSound(page);
});

test("A branch or report that does not exist is refused and not broken", async ({ page, problems }) => {
  problems.expect(/status of 40[04]/);
  expect((await page.goto("/supervisors/chart?person=nobody"))?.status()).toBe(404);
  expect((await page.goto("/supervisors/quality?kind=none"))?.status()).toBe(404);
  for (const address of [
    "/supervisors/quality/export?kind=none",
    "/api/supervisors/branch?supervisor=x",
    "/api/supervisors/branch?after=x",
  ]) {
    expect((await page.request.get(address)).status(), address).toBe(400);
  }
});
