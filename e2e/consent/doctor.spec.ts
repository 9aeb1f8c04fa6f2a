import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test("The doctor tells what fails, who mends it and where, and all is well once it is mended, without a secret on the wire", async ({
  page,
  installation: { tenant },
}) => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => {
    if (/javascript|html|json|component|event-stream/.test(response.headers()["content-type"] ?? ""))
      bodies.push(response.text().catch(() => ""));
  });
  tenant.revokeConsent();
  await page.goto("/settings");
  await page.getByRole("link", { name: "Examine everything" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Doctor");
  await page.getByRole("button", { name: "Examine" }).click();
  await expect(page.getByText(/\d things failed/)).toBeVisible({ timeout: 30_000 });
  const found = page.getByRole("list", { name: "What was found" });
  const permissions = found.getByRole("listitem").filter({ has: page.getByText("Permissions", { exact: true }) });
  await expect(permissions).toContainText("User.Read.All MISSING");
  await expect(permissions).toContainText("Who can mend it: A Privileged Role Administrator");
  await expect(permissions.getByRole("link", { name: "Open Get consent" })).toHaveAttribute("href", "/consent");
  await expectSound(page);

  tenant.grantConsent();
  await page.getByRole("button", { name: "Examine again" }).click();
  await expect(page.getByText(/Everything is well|Runs can work/)).toBeVisible({ timeout: 30_000 });
  await expect(found.getByRole("listitem").filter({ hasText: "Hidden membership" })).toContainText("Well");
  await expect(found.getByRole("listitem").filter({ hasText: "Clock" })).toContainText("agrees with Microsoft's");
  await expect(found.getByText("Redirect URI for sign-in")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the result, without secrets" })).toBeVisible();
  await expectSound(page);

  await page.goto("/settings");
  await page.getByLabel("Last day of the client secret").fill("2020-01-31");
  const form = page.locator("form").filter({ has: page.getByLabel("Last day of the client secret") });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The credential has ended")).toBeVisible();
  await page.getByRole("button", { name: "Use the environment’s value" }).last().click();
  await expect(page.getByText("The credential has ended")).toHaveCount(0);
  for (const body of await Promise.all(bodies)) expect(body).not.toContain(tenant.clientSecret);
});
