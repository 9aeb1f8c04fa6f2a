import { places } from "#lib/tenant/seed/hierarchy.ts";
import type { Installation } from "../fixtures/installation.ts";
import { expectAccessible, expectSound, expectStill, expectWellFormed } from "../fixtures/sound-page.ts";
import { expect, test } from "../fixtures/test.ts";

const nobody = "11111111-2222-4333-8444-555555555555";
const personAt = ({ tenant }: Installation, place: number) => [...tenant.users.all()][place]?.id ?? "";

/** Every kind of page, by what it shows; `visitor` for those of nobody in particular. */
const pages: Record<string, { path: (installation: Installation) => string; status?: number; visitor?: true }> = {
  "the overview": { path: () => "/" },
  "the users": { path: () => "/users" },
  "a search that finds nobody": { path: () => "/users?q=nobody+at+all" },
  "the users whose names are odd": { path: () => "/users?q=maximiliana" },
  "a person with people": { path: (installation) => `/users/${personAt(installation, places.reader)}` },
  "a person with a history": { path: ({ story }) => `/users/${story.promoted.id}` },
  "everyone below a person": { path: (installation) => `/users/${personAt(installation, places.chief)}/people` },
  "why a person is here": { path: ({ story }) => `/why?who=${story.promoted.id}` },
  "why a person is not here": { path: ({ story }) => `/why?who=${story.accountDeleted.id}` },
  "a removed person": { path: ({ story }) => `/users/${story.leftGroup.id}` },
  "the supervisors": { path: () => "/supervisors" },
  "a supervisor from outside": { path: (installation) => `/supervisors/${personAt(installation, places.outsideHead)}` },
  "the groups": { path: () => "/groups" },
  "the group to sync": { path: ({ tenant }) => `/groups/${tenant.groupToSync.id}` },
  "the runs": { path: () => "/runs" },
  "a run": { path: () => "/runs/2" },
  "the settings": { path: () => "/settings" },
  "the consent": { path: () => "/consent" },
  "the doctor": { path: () => "/settings/doctor" },
  "what is stored of a person": { path: ({ story }) => `/settings/privacy?person=${story.promoted.id}` },
  "the audit log": { path: () => "/settings/audit" },
  "the access tokens": { path: () => "/settings/tokens" },
  "the session": { path: () => "/account" },
  "the organisation chart": { path: () => "/supervisors/chart" },
  "the quality report": { path: () => "/supervisors/quality" },
  "a person who is not there": { path: () => `/users/${nobody}`, status: 404 },
  "an address that names nothing": { path: () => "/nowhere", status: 404 },
  "the sign-in": { path: () => "/sign-in", visitor: true },
  "the sign-in after a refusal": { path: () => "/sign-in?error=AccessDenied", visitor: true },
};

const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

for (const [screen, settings] of Object.entries(screens)) {
  for (const [name, { path, status = 200, visitor }] of Object.entries(pages)) {
    test.describe(`On a ${screen}`, () => {
      test.use({ ...settings, as: visitor ? "nobody" : "admin" });

      test(`${name}: axe finds nothing, light or dark, and nothing sticks out`, async ({
        page,
        installation,
        problems,
      }) => {
        if (status === 404) problems.expect(/status of 404/);
        const answer = await page.goto(path(installation));
        expect(answer?.status()).toBe(status);
        await expect(page.getByText("Asking Microsoft…")).toHaveCount(0);
        await expectStill(page);
        await expectSound(page);

        const source = (await answer?.text()) ?? "";
        expect(source.length).toBeGreaterThan(1000);
        for (const secret of installation.secrets) expect(source).not.toContain(secret);
        expect(answer?.headers()["cache-control"]).toMatch(/^private\b.*\bno-store\b/);
        expect(answer?.headers()["content-security-policy"]).toContain("'nonce-");
      });
    });
  }
}

test("Every page has a title of its own", async ({ page, installation }) => {
  const distinct = Object.entries(pages).filter(
    ([name, { status, visitor }]) => !visitor && !status && !/finds nobody|are odd|is not here/.test(name),
  );
  const titles = new Map<string, string>();
  for (const [name, { path }] of distinct) {
    const source = await (await page.request.get(path(installation))).text();
    const title = /<title>([^<]+)<\/title>/.exec(source)?.[1] ?? "";
    expect(title, name).toMatch(/^\S.* · Rollcall$/);
    expect(titles.get(title), `${name} has the title`).toBeUndefined();
    titles.set(title, name);
  }
});

test.describe("On paper", () => {
  test.use({ viewport: { width: 718, height: 1000 } });

  test("a page is dark ink on white for whom the screen is dark too, all of it, with nothing to press", async ({
    page,
    installation: { story, url },
  }) => {
    for (const path of [`/users/${story.promoted.id}`, "/runs/2", "/users", "/supervisors/chart"]) {
      await page.emulateMedia({ colorScheme: "dark", media: "screen" });
      await page.goto(`${url}${path}`);
      await page.emulateMedia({ colorScheme: "dark", media: "print" });
      await expect(page.getByRole("button")).toHaveCount(0);
      await expect(page.getByRole("navigation", { name: "Rollcall" })).toHaveCount(0);
      await expect(page.getByRole("searchbox")).toHaveCount(0);
      await expect(page.locator("body")).toHaveCSS("color", "rgb(0, 0, 0)");
      await expectWellFormed(page);
      await expectAccessible(page, { rules: ["color-contrast"] });
    }
    await page.goto("/runs/2");
    const asked = page.locator("time[data-exact]").first();
    await expect(asked).toHaveAttribute("data-exact", /^\d+ \w+ \d{4}, \d\d:\d\d UTC$/);
  });
});

test.describe("Elsewhere", () => {
  test.use({ timezoneId: "Pacific/Kiritimati" });

  test("days are counted where their reader is, from the first visit on", async ({ page, installation: { story } }) => {
    await page.goto("/");
    await expect(page.getByText("Days begin at midnight Pacific/Kiritimati time.")).toBeVisible();
    await page
      .getByRole("table", { name: /^People added, changed and removed/ })
      .getByRole("link")
      .first()
      .click();
    await expect(page.getByText("A day of Pacific/Kiritimati time.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Run 2" })).toBeVisible();
    await page.goto(`/users/${story.leftGroup.id}`);
    const removed = page.locator("main time").first();
    await expect(removed).toHaveAttribute("title", /GMT\+14$/);
  });
});
