import { runToEnd } from "../fixtures/runs.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test("Memberships of every group are copied after their cost was shown, and go again when the choice is taken back", async ({
  page,
  installation: { tenant },
}) => {
  const [member = ""] = tenant.effectiveMembers(tenant.groupToSync.id);
  const club = tenant.addGroup({ displayName: "Chess Club" }).id;
  tenant.addMember(club, member);
  await runToEnd(page);
  await page.goto(`/groups/${club}`);
  await expect(page.getByText("Not copied: members are read")).toBeVisible();

  await page.goto("/settings");
  const choice = page.getByRole("group", { name: "Memberships that are copied" });
  const form = page.locator("form").filter({ has: choice });
  await expect(choice.getByRole("radio", { name: "Of the groups in scope" })).toBeChecked();
  await choice.getByRole("radio", { name: "Of every group" }).check();
  await expect(choice.getByRole("status")).toContainText(
    /\d+ groups outside the scope: .* about \d+ requests? more .* at most about [\d,]+ memberships/,
  );
  await expectSound(page);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Saved")).toBeVisible();
  await expect(choice.getByRole("radio", { name: "Of every group" })).toBeChecked();
  await runToEnd(page);
  await expect(page.getByText("other memberships are to be copied")).toBeVisible();
  await page.goto(`/groups/${club}`);
  await expect(page.getByText("only people and groups of this copy are shown")).toBeVisible();
  await expect(
    page.getByRole("table").getByRole("link", { name: tenant.users.find(member)?.displayName ?? member }),
  ).toBeVisible();
  await expectSound(page);
  await page.goto(`/users/${member}`);
  await expect(page.getByRole("link", { name: "Chess Club" })).toBeVisible();

  await page.goto("/settings");
  await page.getByRole("button", { name: "Use the environment’s value" }).click();
  await expect(choice.getByRole("radio", { name: "Of the groups in scope" })).toBeChecked();
  await runToEnd(page);
  await page.goto(`/groups/${club}`);
  await expect(page.getByText("Not copied: members are read")).toBeVisible();
});
