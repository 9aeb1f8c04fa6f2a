import type { Page } from "@playwright/test";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const answer = (page: Page) => page.getByRole("region", { name: "As it was on" });

/** When the first run brought the person, as the history says to the millisecond. */
async function firstSeen(page: Page, id: string): Promise<string> {
  await page.goto(`/users/${id}`);
  const history = page.getByRole("region", { name: "History" });
  const first = history.getByRole("listitem").filter({ hasText: "First seen in the group" }).first();
  return (await first.locator("time").getAttribute("datetime")) ?? "";
}

test("A person is shown as the first run found them, with what is another now and the run that changed it", async ({
  page,
  installation,
}) => {
  const { promoted, team } = installation.story;
  const at = await firstSeen(page, promoted.id);
  await page.goto(`/users/${promoted.id}?on=${at}`);
  const others = answer(page).getByLabel("Different now");
  const jobTitle = others.locator("div", { hasText: "job title" }).first();
  await expect(jobTitle).toContainText(promoted.titleBefore);
  await expect(jobTitle).toContainText(`Now: Senior ${promoted.titleBefore}, changed next by run 2`);
  await expect(others.getByRole("listitem").filter({ hasText: team.displayName ?? "" })).toContainText(
    "Not yet: joined by run 2",
  );
  await expect(answer(page).getByLabel("The same now")).toContainText(promoted.userPrincipalName);
  await expect(answer(page)).toContainText("3 things are different now.");
  await expectSound(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expectSound(page);
});

test("Another supervisor is named on both sides", async ({ page, installation }) => {
  const { tenant, story } = installation;
  const { person, before, after } = story.moved;
  await page.goto(`/users/${person.id}?on=${await firstSeen(page, person.id)}`);
  const others = answer(page).getByLabel("Different now");
  await expect(others.getByRole("link", { name: tenant.users.find(before)?.displayName ?? "?" })).toBeVisible();
  await expect(others.getByRole("link", { name: tenant.users.find(after)?.displayName ?? "?" })).toBeVisible();
});

test("Somebody who left is shown while they were there, and as removed afterwards", async ({ page, installation }) => {
  const { leftGroup } = installation.story;
  await page.goto(`/users/${leftGroup.id}?on=${await firstSeen(page, leftGroup.id)}`);
  await expect(answer(page).getByLabel("Different now")).toContainText("Now: Removed, changed next by run 2");
  await page.goto(`/users/${leftGroup.id}?on=${new Date().toISOString()}`);
  await expect(answer(page)).toContainText(/: removed on .* \(left the group\), so this is what was last known\./);
});

test("The day is asked for in a form, lives in the address, and nothing was known before the first run", async ({
  page,
  installation,
}) => {
  await page.goto(`/users/${installation.story.promoted.id}`);
  await page.getByLabel("Day").fill("2020-02-29");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/\?on=2020-02-29&time=#as-it-was$/);
  await expect(page.getByLabel("Day")).toHaveValue("2020-02-29");
  await expect(answer(page)).toContainText("did not know this person yet");
  await expect(answer(page).getByRole("link", { name: "run 1" })).toBeVisible();
});

for (const [on, words] of [
  ["2026-02-30", "is no date"],
  ["yesterday", "is no date"],
  ["%00", "is no date"],
  ["2020-01-01&time=25:00", "is no date"],
  ["9999-12-31", "is still to come"],
] as const) {
  test(`?on=${on} is a page that says so`, async ({ page, installation }) => {
    const response = await page.goto(`/users/${installation.story.promoted.id}?on=${on}`);
    expect(response?.status()).toBe(200);
    await expect(answer(page)).toContainText(words);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(installation.story.promoted.displayName ?? "");
  });
}

test("A run says who joined and left which group", async ({ page, installation }) => {
  const { promoted, team, joined } = installation.story;
  await page.goto("/runs/2?kind=membership");
  const row = page.getByRole("row").filter({ hasText: promoted.displayName ?? "" });
  await expect(row).toContainText("Joined");
  await row.getByRole("link", { name: team.displayName ?? "" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(team.displayName ?? "");
  // Whoever is new has no change of memberships: what somebody belongs to when first seen is none.
  await page.goto("/runs/2?kind=membership");
  await expect(page.getByRole("row").filter({ hasText: joined.displayName ?? "" })).toHaveCount(0);
});
