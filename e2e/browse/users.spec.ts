import { expectTotal, idsOf, rowsOf, walkThrough } from "../fixtures/lists.ts";
import { expectAccessible, expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const searchField = "Name, mail, employee id, job title or department";

test("The list holds exactly the members of the group to sync, over all its pages", async ({ page, installation }) => {
  const { tenant } = installation;
  const members = tenant.effectiveMembers(tenant.groupToSync.id);
  await page.goto("/users");
  await expectTotal(page, members.length);
  const pages = await walkThrough(page);
  expect(pages.length).toBe(Math.ceil(members.length / 50));
  expect(pages.flat().sort()).toEqual([...members].sort());
});

test("Pages live in the address: back, first and a copied address show the same people again", async ({ page }) => {
  await page.goto("/users?sort=jobTitle");
  const [first, second] = await walkThrough(page).then((pages) => pages.slice(0, 2));
  await page.getByRole("link", { name: "First" }).click();
  await expect.poll(() => idsOf(page)).toEqual(first);
  await page.getByRole("link", { name: "Next" }).click();
  await expect.poll(() => idsOf(page)).toEqual(second);
  const address = page.url();
  await page.goBack();
  await expect.poll(() => idsOf(page)).toEqual(first);
  await page.goForward();
  await expect.poll(() => idsOf(page)).toEqual(second);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect.poll(() => idsOf(page)).toEqual(first);
  await page.goto(address);
  expect(await idsOf(page)).toEqual(second);
});

test("A search follows the typing, lives in the address, and goes away with the way back", async ({ page }) => {
  await page.goto("/users");
  await page.getByLabel(searchField).pressSequentially("o'brien", { delay: 20 });
  await expect(page).toHaveURL(/\/users\?q=o(%27|')brien$/);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("Sinéad O'Brien");
  await expectTotal(page, 1);
  await page.reload();
  await expect(page.getByLabel(searchField)).toHaveValue("o'brien");
  await expect(rowsOf(page)).toHaveCount(1);
  await rowsOf(page).getByRole("link", { name: "Sinéad O'Brien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sinéad O'Brien");
  await page.goBack();
  await expect(page.getByLabel(searchField)).toHaveValue("o'brien");
  await expect(rowsOf(page)).toHaveCount(1);
});

test("A search that finds nobody says so and offers a way on", async ({ page }) => {
  await page.goto("/users?q=nobody+is+called+this");
  await expect(page.getByText("Nobody matches")).toBeVisible();
  await page.getByRole("link", { name: "look through everyone" }).click();
  await expect(rowsOf(page)).toHaveCount(50);
});

test("Choices narrow the list to what the directory says", async ({ page, installation }) => {
  const { tenant } = installation;
  const inGroup = new Set(tenant.effectiveMembers(tenant.groupToSync.id));
  const members = [...tenant.users.all()].filter(({ id }) => inGroup.has(id));
  const disabled = members.filter(({ accountEnabled }) => accountEnabled === false);
  const withoutSupervisor = members.filter(({ id }) => tenant.users.supervisorOf(id) === undefined);
  const guests = members.filter(({ userType }) => userType === "Guest");

  await page.goto("/users");
  await page.getByLabel("Account").selectOption("no");
  await expect(page).toHaveURL(/[?&]enabled=no/);
  await expect.poll(async () => (await idsOf(page)).sort()).toEqual(disabled.map(({ id }) => id).sort());
  await page.goBack();
  await expectTotal(page, members.length);

  await page.goto("/users?guest=yes");
  await expect(page.getByLabel("Type")).toHaveValue("yes");
  await expectTotal(page, guests.length);
  await page.goto("/users");
  await page.getByRole("combobox", { name: "Supervisor", exact: true }).selectOption("yes");
  await expectTotal(page, withoutSupervisor.length);
});

test("Removed people are kept, and found by the state", async ({ page, installation }) => {
  const { leftGroup, accountDeleted } = installation.story;
  await page.goto("/users");
  await page.getByRole("combobox", { name: "State" }).selectOption("removed");
  await expect(page).toHaveURL(/state=removed/);
  await expect.poll(async () => (await idsOf(page)).sort()).toEqual([leftGroup.id, accountDeleted.id].sort());
  await expect(rowsOf(page).first()).toContainText("Removed");
});

test("A click on a head sorts, a second one turns the order round", async ({ page, installation }) => {
  await page.goto("/users?q=contoso");
  const head = page.getByRole("columnheader", { name: "Person" });
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("link").click();
  await expect(page).toHaveURL(/direction=desc/);
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const department = page.getByRole("columnheader", { name: "Department" });
  await department.getByRole("link").click();
  await expect(page).toHaveURL(/sort=department/);
  await expect(page).toHaveURL(/q=contoso/);
  await expect(department).toHaveAttribute("aria-sort", "ascending");
  const ids = await idsOf(page);
  const departments = ids.map((id) => installation.tenant.users.find(id)?.department ?? "");
  const inOrder = [...departments].sort((a, b) => a.localeCompare(b, "en", { sensitivity: "base" }));
  expect(departments.filter((name) => /^[A-Za-z]/.test(name))).toEqual(
    inOrder.filter((name) => /^[A-Za-z]/.test(name)),
  );
});

test("Names that are markup, code or formulas are shown as text and run nowhere", async ({ page, installation }) => {
  await page.goto("/users?q=script");
  const link = page.getByRole("rowheader").getByRole("link", { name: "<script>alert(1)</script>", exact: true });
  await expect(link).toBeVisible();
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("<script>alert(1)</script>");
  await expect(page).toHaveTitle("<script>alert(1)</script> · Rollcall");
  await page.goto("/users?q=DROP+TABLE");
  await expect(rowsOf(page)).toContainText("Robert'); DROP TABLE microsoft_graph_user;--");
  await page.goto(`/users?q=${encodeURIComponent(`"><img src=x onerror=alert(1)>`)}`);
  await expect(page.getByText("Nobody matches")).toBeVisible();
  await page.goto("/users");
  await expectTotal(page, installation.tenant.effectiveMembers(installation.tenant.groupToSync.id).length);
});

test("Columns are chosen by keyboard, stand in the address and the file, and are remembered", async ({ page }) => {
  await page.goto("/users?q=sinead");
  const heads = page.getByRole("columnheader");
  await expect(heads).toHaveText(["Person", "Job title", "Department", "Supervisor", "State", "Changed"]);
  const menu = page.locator("summary").filter({ hasText: "Columns" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "Department" }).press("Space");
  for (const name of ["Supervisor", "State", "Changed"]) {
    await page.getByRole("checkbox", { name, exact: true }).uncheck();
  }
  await page.getByRole("checkbox", { name: "Sign-in name" }).check();
  await page.getByRole("checkbox", { name: "Mail" }).press("Space");
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: "Mail" }).press("Enter");
  await expect(heads).toHaveText(["Person", "Job title", "Sign-in name", "Mail"]);
  await expect(page).toHaveURL(/q=sinead&columns=displayName%2CjobTitle%2CuserPrincipalName%2Cmail$/);
  await expect(menu).toBeFocused();
  await expect(heads.getByRole("link")).toHaveCount(3);
  const file = await page.getByRole("link", { name: "Download CSV" }).getAttribute("href");
  const csv = await (await page.request.get(file ?? "")).text();
  expect(csv.split("\r\n")[0]).toBe("id,userPrincipalName,displayName,jobTitle,mail");

  // The server knows the choice before a script runs.
  await page.goto("/users?q=sinead");
  await expect(heads).toHaveText(["Person", "Job title", "Sign-in name", "Mail"]);
  await page.goto("/users?columns=employeeId");
  await expect(heads).toHaveText(["Person", "Employee id"]);
  await menu.click();
  await page.getByRole("link", { name: "Usual columns" }).click();
  await expect(heads).toHaveCount(6);
  await page.goto("/users?q=sinead");
  await expect(heads).toHaveCount(6);
});

test("A column that does not exist is a list that does not exist", async ({ page, problems }) => {
  problems.expect(/status of 404/);
  expect((await page.goto("/users?columns=displayName,passwordProfile"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such list of users");
});

test("Selected people are counted, copied and downloaded, and nothing moves", async ({
  page,
  context,
  installation,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/users");
  const ids = await idsOf(page);
  const before = await page.getByRole("table").boundingBox();
  const boxOf = (row: number) => rowsOf(page).nth(row).getByRole("checkbox");
  await boxOf(0).press("Space");
  await boxOf(2).check();
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toBeVisible();
  expect(await page.getByRole("table").boundingBox()).toEqual(before);
  await expectSound(page);

  await page.getByRole("button", { name: "Copy sign-in names" }).click();
  const principals = [ids[0], ids[2]].map((id) => installation.tenant.users.find(id ?? "")?.userPrincipalName);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(principals.join("\n"));
  const file = await page.getByRole("link", { name: "Download CSV" }).last().getAttribute("href");
  const csv = await (await page.request.get(file ?? "")).text();
  const lines = csv.trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0])).toEqual([ids[0], ids[2]]);

  const all = page.getByRole("checkbox", { name: "Select everyone on this page" });
  expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await all.check();
  await expect(page.getByText("50 selected")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(all).toBeFocused();
  await expect(rowsOf(page).getByRole("checkbox", { checked: true })).toHaveCount(0);
  await boxOf(1).check();
  await page.getByRole("link", { name: "Next" }).click();
  await expect.poll(() => idsOf(page)).not.toEqual(ids);
  await expect(page.getByText("1 selected")).toHaveCount(0);
});

test("The list is alive with at most 220 kB of scripts", async ({ page }) => {
  await page.goto("/users", { waitUntil: "networkidle" });
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(220 * 1024);
});

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("the choices are behind a button that says how many of them narrow the list", async ({ page }) => {
    await page.goto("/users");
    const department = page.locator("select[name=department]");
    await expect(department).toBeHidden();
    await page.getByRole("button", { name: "Filters" }).click();
    await department.selectOption({ index: 1 });
    await expect(page).toHaveURL(/department=/);
    await expect(page.getByRole("button", { name: "Filters (1)" })).toHaveAttribute("aria-expanded", "true");
    await expectSound(page);
  });
});
