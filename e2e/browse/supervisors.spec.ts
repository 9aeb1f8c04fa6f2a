import { places } from "#lib/tenant/seed/hierarchy.ts";
import type { Tenant } from "#lib/tenant/tenant.ts";
import { expectTotal, idsOf, rowsOf, walkThrough } from "../fixtures/lists.ts";
import { expect, test } from "../fixtures/test.ts";

/** How many people of the group to sync each supervisor has, as the directory says it. */
function spansOf(tenant: Tenant): Map<string, number> {
  const spans = new Map<string, number>();
  for (const id of tenant.effectiveMembers(tenant.groupToSync.id)) {
    const supervisor = tenant.users.supervisorOf(id);
    if (supervisor) spans.set(supervisor, (spans.get(supervisor) ?? 0) + 1);
  }
  return spans;
}

test("The list holds everyone who supervises somebody of the group, with the number of people", async ({
  page,
  installation,
}) => {
  const spans = spansOf(installation.tenant);
  await page.goto("/supervisors");
  await expectTotal(page, spans.size);
  const [first = ""] = await idsOf(page);
  await expect(rowsOf(page).first().getByRole("cell").first()).toHaveText(String(spans.get(first)));
  expect(spans.get(first)).toBe(Math.max(...spans.values()));
  expect((await walkThrough(page)).flat().sort()).toEqual([...spans.keys()].sort());
});

test("A supervisor's page lists their people; one from outside the group has a page too", async ({
  page,
  installation,
}) => {
  const { tenant } = installation;
  const spans = spansOf(tenant);
  const outside = [...tenant.users.all()][places.outsideHead];
  await page.goto("/supervisors?presence=outside");
  await page
    .getByRole("rowheader")
    .getByRole("link", { name: outside?.displayName ?? "", exact: true })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(outside?.displayName ?? "");
  await expect(page.getByText("Outside the group").first()).toBeVisible();
  await expectTotal(page, spans.get(outside?.id ?? "") ?? 0);
  for (const id of await idsOf(page)) expect(tenant.users.supervisorOf(id)).toBe(outside?.id);
});

test("A search by name and the order live in the address", async ({ page }) => {
  await page.goto("/supervisors");
  await page.getByLabel("Name, job title or department").fill("vera");
  await expect(page).toHaveURL(/q=vera/);
  await expect(rowsOf(page)).toHaveCount(1);
  await page.goBack();
  await page.goto("/supervisors");
  await page.getByRole("columnheader", { name: "Supervisor" }).getByRole("link").click();
  await expect(page).toHaveURL(/sort=displayName/);
});
