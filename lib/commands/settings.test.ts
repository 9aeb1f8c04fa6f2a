import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ActingContext } from "../context.ts";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { changeSetting, checkGroup, effectiveSettings, followEnvironment } from "./settings.ts";

let here: TestContext;
beforeAll(async () => {
  here = await testContext({ people: 12, environment: { ROLLCALL_SCHEDULE: "*/30 * * * *, 0 3 * * *" } });
});
afterAll(() => here.close());
beforeEach(async () => {
  await here.context.db.prisma.setting.deleteMany();
});

test("what nobody changed follows the environment, or is the default, and says which", async () => {
  const settings = await effectiveSettings(here.context);
  expect(settings).toEqual({
    groupToSync: { value: here.tenant.groupToSync.displayName, source: "environment" },
    schedule: { value: { delta: "*/30 * * * *", full: "0 3 * * *" }, source: "environment" },
    removalGuard: { value: { share: 0.2, people: 10 }, source: "default" },
    retentionDays: { value: undefined, source: "default" },
    auditRetentionDays: { value: undefined, source: "default" },
    leftOut: { value: [], source: "default" },
    memberships: { value: "scope", source: "default" },
    secretExpiresOn: { value: undefined, source: "default" },
  });
});

test("what an admin changed holds, with who and when, until it follows the environment again", async () => {
  const viewer = testAdmin(here.context);
  await changeSetting(here.context, { viewer, setting: { key: "schedule", value: "off" } });
  await changeSetting(here.context, { viewer, setting: { key: "retentionDays", value: 30 } });
  await changeSetting(here.context, { viewer, setting: { key: "removalGuard", value: { share: 0.5, people: 1 } } });
  const changed = await effectiveSettings(here.context);
  const by = { source: "settings", changedBy: viewer.userPrincipalName, changedAt: expect.any(Date) };
  expect(changed.schedule).toEqual({ value: undefined, ...by });
  expect(changed.retentionDays).toEqual({ value: 30, ...by });
  expect(changed.removalGuard).toEqual({ value: { share: 0.5, people: 1 }, ...by });
  expect(changed.groupToSync.source).toBe("environment");

  await followEnvironment(here.context, { viewer, key: "schedule" });
  const again = await effectiveSettings(here.context);
  expect(again.schedule).toEqual({ value: { delta: "*/30 * * * *", full: "0 3 * * *" }, source: "environment" });
  expect(again.retentionDays.value).toBe(30);
});

test("for ever is a choice of its own, and does not fall back to a number in the environment", async () => {
  const { config } = here.context;
  const context: ActingContext = {
    ...here.context,
    graph: here.context.graph,
    config: { ...config, retentionDays: 90 },
  };
  expect((await effectiveSettings(context)).retentionDays.value).toBe(90);
  await changeSetting(context, { viewer: testAdmin(context), setting: { key: "retentionDays", value: "for-ever" } });
  expect((await effectiveSettings(context)).retentionDays).toMatchObject({ value: undefined, source: "settings" });
});

test("nothing of the environment is copied into the database", async () => {
  await effectiveSettings(here.context);
  expect(await here.context.db.prisma.setting.count()).toBe(0);
});

test("a stored value that cannot be read is named and not guessed", async () => {
  const row = { key: "removalGuard", value: { share: "lots" }, changedBy: "an older version" };
  await here.context.db.prisma.setting.create({ data: row });
  await expect(effectiveSettings(here.context)).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining("removalGuard"),
  });
});

test("a row of a version to come is left alone", async () => {
  await here.context.db.prisma.setting.create({ data: { key: "colour", value: "green", changedBy: "someone" } });
  expect((await effectiveSettings(here.context)).schedule.source).toBe("environment");
});

test("a group is checked with Entra: found by name without case, by id, missing, ambiguous, everyone", async () => {
  const { id, displayName } = here.tenant.groupToSync;
  const check = (name: string) => checkGroup(here.context, { name });
  expect(await check(displayName.toUpperCase())).toEqual({ state: "found", id, displayName });
  expect(await check(id)).toEqual({ state: "found", id, displayName });
  expect(await check("No such group")).toEqual({ state: "missing" });
  expect(await check("*")).toEqual({ state: "everyone" });
  const named = here.tenant.groups.all().map((group) => group.displayName);
  const twice = named.find((name, position) => named.indexOf(name) !== position) ?? "";
  expect(await check(twice)).toMatchObject({ state: "ambiguous", ids: [expect.any(String), expect.any(String)] });
});

test("a group that cannot be checked is unknown, with Microsoft's words", async () => {
  const closed = await testContext({ people: 12, tenant: { consent: "none" } });
  try {
    const check = await checkGroup(closed.context, { name: "All Employees" });
    expect(check).toMatchObject({ state: "unknown", error: { code: "consent-missing", status: 403 } });
  } finally {
    await closed.close();
  }
});
