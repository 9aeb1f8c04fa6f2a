import { places } from "#lib/tenant/seed/hierarchy.ts";
import { expect, test } from "../fixtures/test.ts";

test("A person's page says what they do, who supervises them, whom they supervise and where they belong", async ({
  page,
  installation,
}) => {
  const { tenant } = installation;
  const people = [...tenant.users.all()];
  const head = people[places.reader];
  const chief = people[places.chief];
  if (!head || !chief) throw new Error("The directory is too small.");
  const inGroup = new Set(tenant.effectiveMembers(tenant.groupToSync.id));
  const reports = people.filter(({ id }) => inGroup.has(id) && tenant.users.supervisorOf(id) === head.id);

  await page.goto(`/users/${head.id}`);
  await expect(page).toHaveTitle("Bo Marsh · Rollcall");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bo Marsh");
  await expect(page.getByText(head.userPrincipalName).first()).toBeVisible();
  await expect(page.getByText(head.employeeId ?? "", { exact: true }).first()).toBeVisible();

  const path = page.getByRole("navigation", { name: "Supervisors, from the top down" });
  await expect(path.getByRole("listitem")).toHaveText([chief.displayName ?? "", "Bo Marsh"]);
  const table = page.getByRole("table", { name: "Direct reports of Bo Marsh" });
  await expect(table.getByRole("rowheader")).toHaveCount(Math.min(10, reports.length));
  await expect(page.getByRole("link", { name: "All Employees" })).toBeVisible();

  const address = page.getByRole("link", { name: head.mail ?? "?", exact: true });
  await expect(address).toHaveAttribute("href", `mailto:${head.mail}`);
  const entra = page.getByRole("link", { name: "Entra admin center" });
  await expect(entra).toHaveAttribute(
    "href",
    new RegExp(`^https://entra\\.microsoft\\.com/#view/.*/userId/${head.id}$`),
  );

  const [report] = await table.getByRole("rowheader").getByRole("link").all();
  const name = (await report?.textContent()) ?? "";
  await report?.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(path.getByRole("link", { name: "Bo Marsh" })).toBeVisible();
});

test("Changes of a person stand in their history with before, after and the run", async ({ page, installation }) => {
  const { promoted, moved } = installation.story;
  await page.goto(`/users/${promoted.id}`);
  const history = page
    .getByRole("region", { name: "History" })
    .or(page.locator("section", { hasText: "History" }))
    .last();
  await expect(history).toContainText(`job title: ${promoted.titleBefore}`);
  await expect(history).toContainText(`Senior ${promoted.titleBefore}`);
  await expect(history).toContainText("Harbour House");
  await expect(history).toContainText("First seen in the group");
  await page.getByRole("link", { name: "run 2", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run 2");

  await page.goto(`/users/${moved.person.id}`);
  const { tenant } = installation;
  await expect(page.getByText(/^supervisor:/)).toContainText(tenant.users.find(moved.before)?.displayName ?? "?");
  await expect(page.getByText(/^supervisor:/)).toContainText(tenant.users.find(moved.after)?.displayName ?? "?");
});

test("Somebody who was removed keeps a page that says when and why", async ({ page, installation }) => {
  const { leftGroup, accountDeleted } = installation.story;
  await page.goto(`/users/${leftGroup.id}`);
  await expect(page.getByText(/^Removed on .*: left the group\. Below is what was last known\.$/)).toBeVisible();
  await page.goto(`/users/${accountDeleted.id}`);
  await expect(page.getByText(/^Removed on .*: the account was deleted\./)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(accountDeleted.displayName ?? "");
});

test("Two who supervise each other, one of their own, and one under nobody are told as they are", async ({
  page,
  installation,
}) => {
  const people = [...installation.tenant.users.all()];
  const idAt = (place: number) => people[place]?.id ?? "";
  await page.goto(`/users/${idAt(places.mutual[0])}`);
  await expect(page.getByText("These people supervise each other in a circle")).toBeVisible();
  await page.goto(`/users/${idAt(places.ownSupervisor)}`);
  await expect(page.getByText("Named as their own supervisor.")).toBeVisible();
  await page.goto(`/users/${idAt(places.withoutSupervisor)}`);
  await expect(page.getByText("Nobody is named as their supervisor.")).toBeVisible();
  await page.goto(`/users/${idAt(places.underOutsider)}`);
  const path = page.getByRole("navigation", { name: "Supervisors, from the top down" });
  await expect(path).toContainText("Outside the group");
});

test("The groups of a person say through which groups they are in each", async ({ page, installation }) => {
  const { groupToSync, groups, users } = installation.tenant;
  const members = (id: string) => groups.memberIds(id);
  const nestedIn = (id: string) => groups.all().filter((group) => members(id).includes(group.id));
  const departments = nestedIn(groupToSync.id);
  const teams = departments.flatMap((department) => nestedIn(department.id).map((team) => ({ team, department })));
  const inScope = [groupToSync.id, ...departments.map(({ id }) => id), ...teams.map(({ team }) => team.id)];
  // Somebody whose only way into the group to sync is a team in a department of it.
  const ways = teams.flatMap(({ team, department }) =>
    members(team.id)
      .filter((id) => users.find(id) && inScope.every((group) => group === team.id || !members(group).includes(id)))
      .map((id) => ({ id, words: `through ${team.displayName} in ${department.displayName}, the group to sync` })),
  );
  const [way] = ways;
  await page.goto(`/users/${way?.id}`);
  const section = page.getByRole("region", { name: "Groups" });
  await expect(section.getByRole("listitem").filter({ hasText: "the group to sync" })).toContainText(way?.words ?? "?");
});
