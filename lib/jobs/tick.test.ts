import { afterEach, describe, expect, test } from "vitest";
import { sync } from "../commands/sync.ts";
import type { Context } from "../context.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { tick } from "./tick.ts";

const schedule = { delta: "*/15 * * * *", full: "0 2 * * 0" };

describe("the minute's check", () => {
  let opened: TestContext;

  afterEach(() => opened.close());

  const due = { minute: new Date("2026-11-23T10:30:00Z") };
  const queued = ({ db }: Context) => db.prisma.syncRun.count({ where: { state: "queued" } });

  test("starts nothing before a first run has succeeded, and a run at its minute after that", async () => {
    opened = await testContext({ environment: { ROLLCALL_SCHEDULE: "*/15 * * * *, 0 2 * * 0" } });
    const { context } = opened;
    await tick(context, due);
    expect(await queued(context)).toBe(0);

    await sync(context, { requestedBy: "test" });
    await tick(context, { minute: new Date("2026-11-23T10:31:00Z") });
    expect(await queued(context)).toBe(0);
    await tick(context, due);
    expect(await queued(context)).toBe(1);
    expect(await context.db.prisma.syncRun.findFirst({ where: { state: "queued" } })).toMatchObject({
      requestedBy: "schedule",
    });
  });

  test("starts nothing when the schedule is off", async () => {
    opened = await testContext({ environment: { ROLLCALL_SCHEDULE: "off" } });
    await sync(opened.context, { requestedBy: "test" });
    await tick(opened.context, due);
    expect(await queued(opened.context)).toBe(0);
  });

  test("follows a schedule that was changed in the browser", async () => {
    opened = await testContext();
    const { context } = opened;
    await sync(context, { requestedBy: "test" });
    await context.db.prisma.setting.create({ data: { key: "schedule", value: schedule, changedBy: "a person" } });
    await tick(context, due);
    expect(await queued(context)).toBe(1);
  });

  test("starts nothing while the schedule is paused by a fault that the next run would meet again", async () => {
    opened = await testContext({ environment: { ROLLCALL_SCHEDULE: "*/15 * * * *, 0 2 * * 0" } });
    const { context, tenant } = opened;
    await sync(context, { requestedBy: "test" });
    tenant.faults.add({ match: "/users", status: 403, times: "always" });
    await sync(context, { requestedBy: "test", kind: "full" });
    await tick(context, due);
    expect(await queued(context)).toBe(0);

    tenant.faults.clear();
    await sync(context, { requestedBy: "test" });
    await tick(context, due);
    expect(await queued(context)).toBe(1);
  });
});
