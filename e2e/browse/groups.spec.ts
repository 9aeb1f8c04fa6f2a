import { expectTotal, idsOf, rowsOf, walkThrough } from "../fixtures/lists.ts";
import { expect, test } from "../fixtures/test.ts";

test("The list holds every group of the directory, twins of a name among them", async ({ page, installation }) => {
  const { tenant } = installation;
  await page.goto("/groups");
  await expectTotal(page, tenant.groups.all().length);
  const ids = (await walkThrough(page)).flat();
  expect(ids.sort()).toEqual(
    tenant.groups
      .all()
      .map(({ id }) => id)
      .sort(),
  );
  await page.goto("/groups?q=falcon");
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).filter({ hasText: "The flying one" })).toHaveCount(1);
  await page.goto("/groups?q=children%27s");
  await expect(rowsOf(page)).toContainText("Children's Book Club");
});

test("The group to sync shows its direct members, and leads to the groups nested in it", async ({
  page,
  installation,
}) => {
  const { tenant } = installation;
  const { id, displayName } = tenant.groupToSync;
  await page.goto("/groups?q=all+employees");
  await rowsOf(page).getByRole("link", { name: displayName }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(displayName);
  await expect(page.getByText("Group to sync").first()).toBeVisible();
  const direct = tenant.groups.memberIds(id);
  await expectTotal(page, direct.length);
  expect((await walkThrough(page)).flat().sort()).toEqual([...direct].sort());
  await page.goto(`/groups/${id}`);
  const nested = page.getByRole("row").filter({ hasText: "Department" }).first().getByRole("link");
  const name = (await nested.textContent()) ?? "";
  await nested.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByText("Nested in it")).toBeVisible();
});

test("A group whose members are not copied says so", async ({ page }) => {
  await page.goto("/groups?q=newsletter");
  const [id] = await idsOf(page);
  await page.goto(`/groups/${id}`);
  await expect(page.getByText("Not copied: members are read of the group to sync")).toBeVisible();
});

test("Everybody in a group through nesting is listed once, and the list shows what is in scope", async ({
  page,
  installation,
}) => {
  const { tenant } = installation;
  const { id } = tenant.groupToSync;
  await page.goto(`/groups/${id}`);
  await expect(page.getByRole("heading", { name: "Nesting" })).toBeVisible();
  await page.getByRole("link", { name: "Everybody" }).click();
  await expect(page.getByRole("heading", { name: "Everybody" })).toBeVisible();
  const listed = (await walkThrough(page)).flat();
  const enrolled = new Set(tenant.effectiveMembers(id));
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.filter((one) => !enrolled.has(one))).toEqual([]);
  await page.goto("/groups?scope=in");
  await expect(rowsOf(page).filter({ hasText: "Group to sync" })).toHaveCount(1);
  await expect(rowsOf(page).filter({ hasNotText: /Group to sync|Nested in it/ })).toHaveCount(0);
});
