import type { Page } from "@playwright/test";
import { runToEnd } from "../fixtures/runs.ts";
import { pickPerson, signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

test.beforeEach(({ installation: { tenant } }) => tenant.revokeConsent());

/** Goes from the settings to the page on which an administrator of the tenant decides. */
async function walkToMicrosoft(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("link", { name: "Get consent" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get consent");
  await page.getByRole("button", { name: "Get consent" }).click();
  await expect(page.getByRole("heading", { name: "Permissions requested" })).toBeVisible();
}

/** What the table says of each required permission at this moment. */
async function expectPermissions(page: Page, word: "Granted" | "Missing"): Promise<void> {
  const table = page.getByRole("table", { name: "Required permissions" });
  for (const name of ["User.Read.All", "GroupMember.Read.All"]) {
    await expect(table.getByRole("row").filter({ hasText: name })).toContainText(word);
  }
}

test("From nothing to the first run: consent is asked for, approved, proved, and people come", async ({
  page,
  installation: { url, tenant },
}) => {
  await page.goto("/");
  await expect(page.getByText("Nothing has been copied yet.")).toBeVisible();
  await expect(page.getByText("No run yet")).toBeVisible();
  await page.goto("/users");
  await expect(page.getByText("No people yet")).toBeVisible();
  await walkToMicrosoft(page);
  await page.goBack();
  await expect(page.getByText(`${url}/consent/callback`)).toBeVisible();
  await expectPermissions(page, "Missing");
  await walkToMicrosoft(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await page.waitForURL(`${url}/consent`);
  await expect(page.getByText("Consent granted", { exact: true })).toBeVisible();
  await expectPermissions(page, "Granted");
  await page.goto("/settings");
  await expectPermissions(page, "Granted");
  await runToEnd(page);
  const members = tenant.effectiveMembers(tenant.groupToSync.id).length;
  await expect(page.getByText(`${members} new`)).toBeVisible();
});

test("A refusal is told with what is missing and who can grant it", async ({ page, installation: { url } }) => {
  await walkToMicrosoft(page);
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.waitForURL(`${url}/consent`);
  const notice = page.getByRole("alert").filter({ hasText: "Consent not granted" });
  await expect(notice).toContainText("Privileged Role Administrator");
  await expect(notice).toContainText("AADSTS65004");
  await expectPermissions(page, "Missing");
  await expectSound(page);
});

test("Someone at Microsoft who may not grant it gets the walk to a page that says so", async ({ page }) => {
  await walkToMicrosoft(page);
  await page.getByLabel("Application Administrator", { exact: true }).check();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "Need admin approval" })).toBeVisible();
  await page.goto("/settings");
  await expectPermissions(page, "Missing");
});

test("A state nobody gave out, and an answer without one, are not looked at", async ({
  page,
  installation: { tenant, url },
}) => {
  const yes = `admin_consent=True&tenant=${tenant.tenantId}`;
  for (const query of [`${yes}&state=forged`, yes, `${yes}&state=a&state=b`, "error=access_denied"]) {
    await page.goto(`/consent/callback?${query}`);
    expect(page.url().startsWith(`${url}/consent?problem=`)).toBe(true);
    await expect(page.getByText("The answer was not used")).toBeVisible();
    await expect(page.getByText("Consent granted", { exact: true })).toHaveCount(0);
    await expectPermissions(page, "Missing");
  }
});

test("An answer counts once, and only in the session that asked", async ({ page, browser, installation }) => {
  const { url } = installation;
  await walkToMicrosoft(page);
  const state = new URL(page.url()).searchParams.get("state") ?? "";
  const answer = `/consent/callback?admin_consent=True&tenant=${installation.tenant.tenantId}&state=${state}`;

  const other = await browser.newContext({ baseURL: url, storageState: signedOut });
  const otherPage = await other.newPage();
  await otherPage.goto("/sign-in");
  await pickPerson(otherPage, "admin");
  await otherPage.waitForURL(`${url}/`);
  await otherPage.goto(answer);
  await expect(otherPage.getByText("What came back answers a request of another sign-in.")).toBeVisible();
  await other.close();

  // A yes in the address alone is no yes: the token still lacks the permissions.
  await page.goto(answer);
  await expect(page.getByText(/^Consent not granted/).first()).toBeVisible();
  await expect(page.getByText("Consent granted", { exact: true })).toHaveCount(0);
  await page.goto(answer);
  await expect(page.getByText("This answer was already looked at")).toBeVisible();
});

test("A yes that spreads slowly is waited for by the page itself, and without script by a press", async ({
  page,
  browser,
  installation: { tenant, url },
}) => {
  await walkToMicrosoft(page);
  const state = new URL(page.url()).searchParams.get("state") ?? "";
  await page.goto(`/consent/callback?admin_consent=True&tenant=${tenant.tenantId}&state=${state}`);
  const notice = page.getByRole("status").filter({ hasText: "Consent not granted yet" });
  await expect(notice).toContainText("The application’s token lacks User.Read.All and GroupMember.Read.All.");
  await expect(notice).toContainText("looks again by itself in 10 seconds, and goes on so for 15 more minutes");
  await expect(notice.getByRole("link", { name: "doctor" })).toHaveAttribute("href", "/settings/doctor");
  await expectSound(page);

  const cookies = await page.context().storageState();
  const plain = await browser.newContext({ baseURL: url, storageState: cookies, javaScriptEnabled: false });
  const withoutScript = await plain.newPage();
  await withoutScript.goto("/consent");
  await expect(withoutScript.locator("noscript")).toBeVisible();
  await withoutScript.getByRole("button", { name: "Check again" }).click();
  await expect(withoutScript.getByText("Consent not granted yet")).toBeVisible();
  tenant.grantConsent();
  // Nobody presses here.
  await expect(page.getByText("Consent granted", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expectPermissions(page, "Granted");
  await withoutScript.getByRole("button", { name: "Check again" }).click();
  await expect(withoutScript.getByText("Consent granted", { exact: true })).toBeVisible();
  await plain.close();
});

test("An answer that names another tenant is not believed", async ({ page }) => {
  await walkToMicrosoft(page);
  const state = new URL(page.url()).searchParams.get("state") ?? "";
  const other = "99999999-aaaa-4bbb-8ccc-dddddddddddd";
  await page.goto(`/consent/callback?admin_consent=True&tenant=${other}&state=${state}`);
  await expect(page.getByText("Consent not granted", { exact: true })).toBeVisible();
  await expect(page.getByText("names another tenant than yours")).toBeVisible();
});

test("No word in the address of the page makes it say that consent is granted", async ({ page }) => {
  await page.goto("/consent?granted=true&result=granted&problem=granted&admin_consent=True");
  await expectPermissions(page, "Missing");
  await expect(page.getByText("Consent granted", { exact: true })).toHaveCount(0);
});
