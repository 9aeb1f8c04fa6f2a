import { expect, test } from "../fixtures/test.ts";

test("An admin brings one person up to date, and is told what changed, or that nothing has", async ({
  page,
  installation: { tenant },
}) => {
  const [id = ""] = tenant.effectiveMembers(tenant.groupToSync.id).slice(-2);
  const before = tenant.users.find(id)?.jobTitle ?? null;
  const sync = page.getByRole("button", { name: "Sync this person now" });
  await page.goto(`/users/${id}`);
  await sync.click();
  await expect(page.getByRole("status").filter({ hasText: "nothing has changed" })).toBeVisible();

  tenant.updateUser(id, { jobTitle: "Bell Ringer" });
  await sync.click();
  const told = page.getByRole("status").filter({ hasText: "Brought up to date: 1 change." });
  await expect(told).toContainText("Bell Ringer");
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("listitem").first()).toContainText("Bell Ringer");
  await told.getByRole("link", { name: /^run \d+$/ }).click();
  await expect(page.getByText(/Asked for one person in .*; 1 changed\./)).toBeVisible();

  tenant.faults.add({ match: "/v1.0/", status: 403, times: "always" });
  await page.goto(`/users/${id}`);
  await sync.click();
  const alert = page.getByRole("alert").filter({ hasText: "403" });
  await expect(alert).toContainText("request id");
  tenant.faults.clear();
  tenant.updateUser(id, { jobTitle: before });
  await sync.click();
  await expect(told).toBeVisible();
});
