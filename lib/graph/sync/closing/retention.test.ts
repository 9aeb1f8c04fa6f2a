import { afterEach, expect, test } from "vitest";
import { changeSetting } from "../../../commands/settings.ts";
import { sync } from "../../../commands/sync.ts";
import { testAdmin } from "../../../testing/test-admin.ts";
import { type TestContext, testContext } from "../../../testing/test-context.ts";

const dayMs = 24 * 60 * 60 * 1_000;

let opened: TestContext | undefined;
let clock = new Date();
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** A mirror from which three people were removed at `clock`. */
async function withLeavers(environment: Record<string, string>) {
  clock = new Date();
  opened = await testContext({ people: 60, environment, now: () => clock });
  const { context, tenant } = opened;
  await sync(context, { requestedBy: "test" });
  const leavers = tenant.effectiveMembers(tenant.groupToSync.id).slice(0, 3);
  for (const id of leavers) tenant.deleteUser(id);
  await sync(context, { requestedBy: "test" });
  expect(await stored(opened, leavers)).toEqual({ people: 3, history: expect.any(Number) });
  return { ...opened, opened, leavers };
}

async function stored({ context }: TestContext, ids: string[]) {
  const { prisma } = context.db;
  const [people, history] = await Promise.all([
    prisma.microsoftGraphUser.count({ where: { id: { in: ids } } }),
    prisma.microsoftGraphUserChange.count({ where: { userId: { in: ids } } }),
  ]);
  return { people, history };
}

test("removed people go for good with their history, by the first run after their days are over", async () => {
  const { context, opened: here, leavers } = await withLeavers({ ROLLCALL_RETENTION_DAYS: "30" });
  clock = new Date(clock.getTime() + 29 * dayMs);
  await sync(context, { requestedBy: "test" });
  expect((await stored(here, leavers)).people).toBe(3);
  const others = await context.db.prisma.microsoftGraphUser.count();
  clock = new Date(clock.getTime() + 2 * dayMs);
  await sync(context, { requestedBy: "test" });
  expect(await stored(here, leavers)).toEqual({ people: 0, history: 0 });
  expect(await context.db.prisma.microsoftGraphUser.count()).toBe(others - 3);
});

test("without a number of days they are kept for ever, and the setting wins over the environment", async () => {
  const { context, opened: here, leavers } = await withLeavers({});
  clock = new Date(clock.getTime() + 4_000 * dayMs);
  await sync(context, { requestedBy: "test" });
  expect((await stored(here, leavers)).people).toBe(3);
  await changeSetting(context, { viewer: testAdmin(context), setting: { key: "retentionDays", value: 365 } });
  await sync(context, { requestedBy: "test" });
  expect((await stored(here, leavers)).people).toBe(0);
});

test("who comes back in time is restored and stays, and a preview deletes nobody", async () => {
  const { context, tenant, opened: here, leavers } = await withLeavers({ ROLLCALL_RETENTION_DAYS: "30" });
  const [back = "", ...gone] = leavers;
  clock = new Date(clock.getTime() + 60 * dayMs);
  await sync(context, { requestedBy: "test", kind: "preview" });
  expect((await stored(here, leavers)).people).toBe(3);
  tenant.restoreUser(back);
  tenant.addMember(tenant.groupToSync.id, back);
  await sync(context, { requestedBy: "test" });
  expect((await stored(here, [back])).people).toBe(1);
  expect((await stored(here, gone)).people).toBe(0);
});
