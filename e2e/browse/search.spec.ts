import { expectAccessible } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test("The search in the top line is a form that leads to the list", async ({ page }) => {
  await page.goto("/groups");
  await page.getByRole("searchbox", { name: "Search people in the whole copy" }).fill("O'BRIEN");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/users\?q=O(%27|')BRIEN/);
  await expect(page.getByRole("rowheader")).toContainText(["Sinéad O'Brien"]);
});

test("Ctrl K goes to a person, a group or a page by keyboard alone", async ({ page, installation }) => {
  await page.goto("/runs");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search people, groups and pages" });
  await expect(field).toBeFocused();
  await field.fill("sinead obr");
  const options = page.getByRole("option");
  await expect(options.first()).toContainText("Sinéad O'Brien");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.first().getAttribute("id")) ?? "?");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sinéad O'Brien");

  await page.keyboard.press("Control+k");
  await expect(options.first()).toContainText("Sinéad O'Brien");
  const { displayName } = installation.tenant.groupToSync;
  await field.fill(displayName);
  await expect(options.first()).toContainText(displayName);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(displayName);

  await page.keyboard.press("Control+k");
  await field.fill("nobody is called this");
  await expect(page.getByRole("status").filter({ hasText: "Nobody and nothing of that name" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/why\?who=nobody/);
  await expect(page.getByText("Nobody is called that")).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
});

test("Letters typed at once after Ctrl K are all there, and replace what the page was searched for", async ({
  page,
}) => {
  await page.goto("/users?q=engineering");
  for (const again of [1, 2]) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("ada quill");
    const field = page.getByRole("combobox", { name: "Search people, groups and pages" });
    await expect(field, `time ${again}`).toHaveValue("ada quill");
    await expect(page.getByRole("listbox").getByRole("option").first()).toContainText("Ada Quill");
    await page.keyboard.press("Escape");
    await expect(field).toBeHidden();
    await expect(page.getByRole("searchbox", { name: "Search people in the whole copy" })).toHaveValue("engineering");
  }
});

test("A search that fails says so, and an outdated answer is not shown", async ({ page, problems }) => {
  problems.expect(/status of 503/);
  await page.goto("/runs");
  await page.route("**/api/search?*", (route) =>
    route.fulfill({ status: 503, json: { error: { code: "database-unavailable", message: "No database answers." } } }),
  );
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("bo");
  await expect(page.getByRole("status").filter({ hasText: "No database answers." })).toBeVisible();
  await page.unroute("**/api/search?*");
  await page.getByRole("combobox").fill("bo marsh");
  await expect(page.getByRole("option").first()).toContainText("Bo Marsh");
});

test("The search answers JSON to those who are signed in, and refuses what no name could be", async ({ page }) => {
  const found = await (await page.request.get("/api/search?q=bo+marsh")).json();
  expect(found.people[0]).toMatchObject({ displayName: "Bo Marsh" });
  const refused = await page.request.get(`/api/search?q=${"x".repeat(300)}`);
  expect(refused.status()).toBe(400);
  expect(refused.headers()["cache-control"]).toBe("private, no-store");
});
