import { afterAll, beforeAll, expect, test } from "vitest";
import { standing } from "#lib/commands/status.ts";
import { sync } from "#lib/commands/sync.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { statementsOf } from "./statements-of.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 40 });
});
afterAll(() => at.close());

const say = async () => {
  const statements = statementsOf(await standing(at.context), { now: at.context.now() });
  return statements.map(({ tone, text, link }) => ({ tone, text, link: link?.href }));
};

test("before the first run there is nothing to say but that", async () => {
  expect(await say()).toEqual([{ tone: "quiet", text: "Nothing has been copied yet.", link: undefined }]);
});

test("missing consent is named as what waits, with the way to it", async () => {
  at.tenant.revokeConsent();
  await sync(at.context, { requestedBy: "test" });
  const [, last, waiting] = await say();
  expect(last).toMatchObject({ tone: "bad", link: "/runs/1" });
  expect(waiting).toMatchObject({ tone: "bad", link: "/consent" });
  at.tenant.grantConsent();
});

test("after a good run all three sentences are good", async () => {
  await sync(at.context, { requestedBy: "test" });
  const statements = await say();
  expect(statements.map(({ tone }) => tone)).toEqual(["good", "good", "good"]);
  expect(statements[1]?.text).toMatch(/^The last run: read 40 people in .+; \d+ new\.$/);
});

test("an ending secret is told with what to do, and then nobody says that nothing waits", async () => {
  const days = (number: number) =>
    new Date(at.context.now().getTime() + number * 86_400_000).toISOString().slice(0, 10);
  const secretExpiresOn = { ...at.context.config, secretExpiresOn: days(20) };
  const standingThen = async (config: typeof secretExpiresOn) =>
    statementsOf(await standing({ ...at.context, config }), { now: at.context.now() });
  const far = await standingThen(secretExpiresOn);
  expect(far.at(-1)).toMatchObject({
    tone: "warn",
    text: expect.stringMatching(/^The client secret ends in \d+ days/),
  });
  const over = await standingThen({ ...secretExpiresOn, secretExpiresOn: days(-2) });
  expect(over.at(-1)).toMatchObject({ tone: "bad", text: expect.stringMatching(/^The client secret ended on/) });
});

test("held removals are the thing that waits, and the copy itself is not called bad", async () => {
  for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 20)) at.tenant.deleteUser(id);
  await sync(at.context, { requestedBy: "test" });
  const [copy, last, waiting] = await say();
  expect(copy?.tone).toBe("quiet");
  expect(last?.tone).toBe("warn");
  expect(waiting).toEqual({
    tone: "bad",
    text: "The removal of 20 people waits for your yes or no.",
    link: "/runs/3",
  });
});

test("a paused schedule is said, with the way to what ends the pause", async () => {
  const schedule = { delta: "*/15 * * * *", full: "0 2 * * *" };
  await at.context.db.prisma.setting.create({ data: { key: "schedule", value: schedule, changedBy: "test" } });
  at.tenant.faults.add({ match: "/users", status: 403, times: "always" });
  await sync(at.context, { requestedBy: "test", kind: "full" });
  expect(await say()).toContainEqual({
    tone: "bad",
    text: expect.stringMatching(/^The schedule is paused since run 4\. /),
    link: "/settings#schedule",
  });
  at.tenant.faults.clear();
  await sync(at.context, { requestedBy: "test" });
  expect((await say()).map(({ text }) => text).join(" ")).not.toContain("paused");
});
