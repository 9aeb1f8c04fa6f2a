import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ as: "admin" });

test("An admin makes a token that a program reads people with, and revokes it", async ({
  page,
  playwright,
  installation,
}) => {
  await page.goto("/settings");
  await page.getByRole("link", { name: "Access tokens" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Access tokens");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.getByText("Say what it is for")).toBeVisible();
  await page.getByLabel("What it is for").fill("HR import");
  await page.getByRole("button", { name: "Make token" }).click();
  const token = (await page.locator("code").filter({ hasText: "rollcall_" }).textContent()) ?? "";
  await expectSound(page);

  const program = await playwright.request.newContext({
    baseURL: installation.url,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const found = await program.get("/api/v1/users?q=ada%20quill");
  expect(found.status()).toBe(200);
  const [ada] = (await found.json()).value;
  expect(ada).toMatchObject({ displayName: "Ada Quill", accountEnabled: true });
  const byName = await program.get(`/api/v1/users/${encodeURIComponent(ada.userPrincipalName)}`);
  expect(await byName.json()).toMatchObject({ id: ada.id });
  expect((await program.get("/api/v1/users?sort=password")).status()).toBe(400);
  expect((await program.get("/users", { maxRedirects: 0 })).status()).toBe(307);
  expect((await program.post("/api/v1/users", { data: {} })).status()).toBeGreaterThanOrEqual(400);

  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);
  const row = page.getByRole("row").filter({ hasText: "HR import" });
  await row.getByText("Revoke").first().click();
  await row.getByRole("button", { name: "Revoke HR import" }).click();
  await expect(row).toContainText("Revoked");
  expect((await program.get("/api/v1/users")).status()).toBe(401);
  await program.dispose();
});
