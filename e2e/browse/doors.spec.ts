import { ageRoles, claimsOf } from "../fixtures/session-age.ts";
import { pickPerson, signedOut } from "../fixtures/sign-in.ts";
import { expectSound } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const pages = ["/", "/users", "/supervisors", "/groups", "/runs", "/runs/1", "/settings", "/consent"];
const nobody = "11111111-2222-4333-8444-555555555555";

test.describe("A visitor who is not signed in", () => {
  test.use({ as: "nobody" });

  test("is led from every page to the sign-in, and back afterwards", async ({ page, request, installation }) => {
    for (const path of [...pages, `/users/${nobody}`, "/users/export", "/runs/1/plan", "/nowhere"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(307);
      expect(new URL(answer.headers().location ?? "", installation.url).pathname, path).toBe("/sign-in");
    }
    await page.goto("/users?q=quill");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to Rollcall");
    await pickPerson(page, "admin");
    await page.waitForURL(`${installation.url}/users?q=quill`);
    await expect(page.getByRole("table").getByRole("link", { name: "Ada Quill" })).toBeVisible();
  });

  test("gets 401 as JSON from every address below /api", async ({ request }) => {
    for (const path of ["/api/runs/1/events", "/api/freshness", "/api/v1/users", "/api/nowhere"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(401);
      expect(answer.headers()["content-type"], path).toContain("application/json");
      expect(await answer.json(), path).toHaveProperty("error");
    }
  });

  test("gets no script that a browser might take for something else", async ({ request }) => {
    const script = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get("/sign-in")).text())?.[0] ?? "none";
    expect((await request.get(script)).headers()["x-content-type-options"]).toBe("nosniff");
  });

  test("gets the icon, by whichever name the browser asks for it", async ({ request }) => {
    for (const path of ["/icon.svg", "/favicon.ico"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(200);
      expect(answer.headers()["content-type"], path).toContain("image/svg+xml");
    }
  });

  test("learns from /api/health that the app is ready, and nothing about people", async ({ request, installation }) => {
    const answer = await request.get("/api/health");
    expect(answer.status()).toBe(200);
    const text = await answer.text();
    expect(text).not.toContain("contoso");
    for (const secret of installation.secrets) expect(text).not.toContain(secret);
  });

  test("is refused when the account belongs to another tenant", async ({ page, installation }) => {
    await page.goto("/sign-in");
    await pickPerson(page, "another tenant");
    await expect(page.getByRole("alert").filter({ hasText: "another organisation" })).toBeVisible();
    expect((await page.request.get("/users", { maxRedirects: 0 })).status()).toBe(307);
    expect(page.url().startsWith(`${installation.url}/sign-in`)).toBe(true);
  });

  test("is refused when the person has no role, and told who can give one", async ({ page }) => {
    await page.goto("/sign-in");
    await pickPerson(page, "no role");
    const refusal = page.getByRole("alert").filter({ hasText: "no role here" });
    await expect(refusal).toContainText("cy.ferro@contoso.example");
    await expect(refusal).toContainText("Rollcall.Reader");
    expect((await page.request.get("/users", { maxRedirects: 0 })).status()).toBe(307);
  });

  test("who cancels at Microsoft is back at the sign-in and can begin again", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("The sign-in was cancelled")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible();
  });
});

test.describe("A session of its own", () => {
  // Not the shared one: what is ended here is over for every browser that holds a copy of the cookie.
  test.use({ as: "nobody" });

  test("is over with a sign-out, for a copy of its cookie too", async ({ page, request, installation }) => {
    await page.goto("/sign-in");
    await pickPerson(page, "reader");
    await page.waitForURL(`${installation.url}/`);
    const cookie = (await page.context().cookies(installation.url))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    expect((await request.get("/users", { maxRedirects: 0, headers: { cookie } })).status()).toBe(200);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto("/users");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fusers/);
    expect((await request.get("/api/freshness", { maxRedirects: 0, headers: { cookie } })).status()).toBe(401);
  });

  test("is over everywhere when its person says so elsewhere", async ({ page, browser, installation }) => {
    const other = await browser.newContext({ baseURL: installation.url, storageState: signedOut });
    const there = await other.newPage();
    for (const each of [page, there]) {
      await each.goto("/sign-in");
      await pickPerson(each, "reader");
      await each.waitForURL(`${installation.url}/`);
    }
    await page.getByRole("link", { name: "Reader" }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your session");
    await expectSound(page);
    await expect(page.getByRole("button", { name: "End everyone’s sessions" })).toHaveCount(0);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await there.goto("/users");
    await expect(there).toHaveURL(/\/sign-in/);
    await other.close();
  });

  test("has its roles read again on the way to a page, silently and once, and ends when it would have", async ({
    page,
    context,
    installation,
  }) => {
    await page.goto("/sign-in");
    await pickPerson(page, "reader");
    await page.waitForURL(`${installation.url}/`);
    const walked: string[] = [];
    page.on("request", (sent) => {
      if (sent.isNavigationRequest()) walked.push(new URL(sent.url()).pathname.replace(/^\/[0-9a-f-]{36}\//, "…/"));
    });
    const way = ["/api/auth/renew", "…/oauth2/v2.0/authorize", "/api/auth/callback/azure-ad"];
    const expectRenewed = async (aged: Awaited<ReturnType<typeof ageRoles>>) => {
      const now = await claimsOf(context, installation);
      expect(now).toEqual({ ...aged, rolesReadAt: now?.rolesReadAt });
      expect(now?.rolesReadAt).toBeGreaterThan(aged.rolesReadAt + 3_600);
    };

    const opened = await ageRoles(context, { installation, minutes: 61 });
    await page.goto("/users?q=quill");
    await expect(page).toHaveURL(`${installation.url}/users?q=quill`);
    await expect(page.getByRole("table").getByRole("link", { name: "Ada Quill" })).toBeVisible();
    expect(walked).toEqual(["/users", ...way, "/users"]);
    await expectRenewed(opened);

    // A click fetches data only, which cannot walk to Microsoft: it becomes a way of the browser's own.
    walked.length = 0;
    const clicked = await ageRoles(context, { installation, minutes: 61 });
    await page.getByRole("navigation").getByRole("link", { name: "Groups" }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Groups");
    await expect(page).toHaveURL(`${installation.url}/groups`);
    expect(walked).toEqual(["/groups", ...way, "/groups"]);
    await expectRenewed(clicked);

    // Microsoft knows nobody any more and would have to ask: one look, and the session is over.
    walked.length = 0;
    await ageRoles(context, { installation, minutes: 61 });
    await context.clearCookies({ domain: new URL(installation.tenantOrigin).hostname });
    await page.goto("/users");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to Rollcall");
    expect(walked.slice(0, 4)).toEqual(["/users", ...way]);
    expect(walked.filter((path) => path === "/api/auth/renew")).toHaveLength(1);
    expect(await claimsOf(context, installation)).toBeUndefined();
  });
});

test.describe("A reader", () => {
  test.use({ as: "reader" });

  test("sees people and runs, but nothing that starts, decides or changes", async ({ page }) => {
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
      for (const name of ["Sync now", "Approve", "Reject", "Save"]) {
        await expect(page.getByRole("button", { name }), `${name} at ${path}`).toHaveCount(0);
      }
    }
    await page.goto("/users");
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
    await page.goto("/consent");
    await expect(page.getByText("Only an admin of Rollcall may ask.")).toBeVisible();
  });
});

test("An address that names nothing is answered 404 with a page that says so", async ({ page, problems }) => {
  problems.expect(/status of 404/);
  const addresses = {
    "/nowhere": "There is nothing at this address",
    [`/users/${nobody}`]: "This copy holds no such person",
    "/users/not-an-id": "This copy holds no such person",
    "/users?after=broken": "There is no such list of users",
    [`/supervisors/${nobody}`]: undefined,
    [`/groups/${nobody}`]: undefined,
    "/runs/999999": undefined,
    "/runs/0": undefined,
  };
  for (const [path, title] of Object.entries(addresses)) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
    if (title) await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("link", { name: "Users" }).first(), path).toBeVisible();
  }
});
