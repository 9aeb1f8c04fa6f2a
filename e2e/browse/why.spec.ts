import { expect, test } from "../fixtures/test.ts";

test("An admin asks for anybody, and is told the verdict, the way of groups, and the next step", async ({
  page,
  installation,
}) => {
  const { tenant, story } = installation;
  await page.goto("/users");
  await page.goto(`/users/${story.promoted.id}`);
  await page.getByRole("link", { name: "Why is this person here?" }).click();
  await expect(page.getByText("This person belongs here and is here.")).toBeVisible();
  await expect(page.getByText("Nothing: the copy is as it should be.")).toBeVisible();
  const way = page.getByRole("list", { name: "Groups from the person to the group to sync" });
  await expect(way.getByRole("link").last()).toHaveText(tenant.groupToSync.displayName);

  await page.getByLabel("Object id, user principal name or mail address").fill(story.leftGroup.id);
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByText("This person is not here because they left the group to sync.")).toBeVisible();
  await expect(page.getByText(/If they belong here, add them in Entra to/)).toBeVisible();

  await page.goto("/why?who=nobody%23EXT%23%40contoso.example");
  await expect(page.getByText("Nobody is called that")).toBeVisible();
});

test.describe("A reader", () => {
  test.use({ as: "reader" });

  test("asks for those the copy has, and is told no more of anybody else", async ({ page, installation }) => {
    const { tenant, story } = installation;
    const inGroup = new Set(tenant.effectiveMembers(tenant.groupToSync.id));
    const known = [story.leftGroup.id, story.accountDeleted.id];
    const outsider = [...tenant.users.all()].find(({ id }) => !inGroup.has(id) && !known.includes(id));
    await page.goto(`/why?who=${outsider?.id}`);
    await expect(page.getByText("The copy has never had this person")).toBeVisible();
    await page.goto(`/why?who=${story.promoted.id}`);
    await expect(page.getByText("This person belongs here and is here.")).toBeVisible();
    await page.goto(`/users/${story.promoted.id}`);
    await expect(page.getByRole("button", { name: "Sync this person now" })).toHaveCount(0);
  });
});
