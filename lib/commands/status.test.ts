import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { freshness, standing } from "./status.ts";
import { sync } from "./sync.ts";

const hourMs = 60 * 60 * 1000;
let at: TestContext;
let now = new Date();
beforeAll(async () => {
  at = await testContext({ people: 40, now: () => now });
});
afterAll(() => at.close());

const run = () => sync(at.context, { requestedBy: "test" });
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * hourMs);
};
const schedule = (value: object | "off") =>
  at.context.db.prisma.setting.upsert({
    where: { key: "schedule" },
    create: { key: "schedule", value, changedBy: "test" },
    update: { value },
  });

test("an empty copy is said to be one", async () => {
  expect(await freshness(at.context)).toEqual({ state: "never" });
});

test("a copy without a schedule is fresh for two days", async () => {
  await run();
  expect(await freshness(at.context)).toMatchObject({ state: "fresh", asOf: now, run: 1 });
  later(47);
  expect((await freshness(at.context)).state).toBe("fresh");
  later(2);
  expect(await freshness(at.context)).toMatchObject({ state: "old", reason: "nothing runs by schedule" });
});

test("with a schedule it is old when two of its times passed without a run", async () => {
  await run();
  await schedule({ delta: "*/30 * * * *", full: "0 2 * * *" });
  later(0.4);
  expect((await freshness(at.context)).state).toBe("fresh");
  later(1);
  expect(await freshness(at.context)).toMatchObject({ state: "old", reason: "scheduled runs did not happen" });
  await schedule("off");
});

test("a preview makes nothing fresher", async () => {
  const { asOf } = await freshness(at.context);
  await sync(at.context, { requestedBy: "test", kind: "preview" });
  expect((await freshness(at.context)).asOf).toEqual(asOf);
});

test("after a failed run the copy is in trouble and as old as it was", async () => {
  const { asOf } = await freshness(at.context);
  at.tenant.faults.add({ match: "/groups", status: 403, times: "always" });
  await run();
  expect(await freshness(at.context)).toMatchObject({ state: "troubled", asOf, reason: "the last run failed" });
  at.tenant.faults.clear();
});

test("what the copy holds is counted: live, removed, supervisors of live people, groups", async () => {
  const [member = ""] = at.tenant.effectiveMembers(at.tenant.groupToSync.id);
  at.tenant.deleteUser(member);
  await run();
  const members = new Set(at.tenant.effectiveMembers(at.tenant.groupToSync.id));
  const supervisors = new Set(
    [...members].map((id) => at.tenant.users.supervisorOf(id)).filter((id) => id !== undefined),
  );
  const { counts, lastRuns, lastEnded, held } = await standing(at.context, { runs: 2 });
  expect(counts).toEqual({
    people: members.size,
    removed: 1,
    supervisors: supervisors.size,
    groups: at.tenant.groups.all().length,
  });
  expect(lastRuns).toHaveLength(2);
  expect(lastEnded?.id).toBe(lastRuns[0]?.id);
  expect(held).toBeUndefined();
});
