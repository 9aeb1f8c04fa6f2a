import { afterEach, expect, test } from "vitest";
import { changeSetting } from "../../../commands/settings.ts";
import { queueSync, sync } from "../../../commands/sync.ts";
import { lookUpUser } from "../../../commands/user-lookup.ts";
import { type OptionalProperty, optionalProperties } from "../../../config/left-out.ts";
import { userColumns } from "../../../directory/model.ts";
import { testAdmin } from "../../../testing/test-admin.ts";
import { type TestContext, testContext } from "../../../testing/test-context.ts";
import { whileNoRun } from "../borrowed-turn.ts";

let opened: TestContext | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const phones: OptionalProperty[] = ["mobilePhone", "businessPhones", "createdDateTime"];

/** A context whose requests to Graph are kept. */
async function open(environment: Record<string, string> = {}) {
  const here = await testContext({ people: 60, environment });
  opened = here;
  const asked: string[] = [];
  const { fetch } = here.tenant;
  here.tenant.fetch = async (request) => {
    asked.push(decodeURIComponent(request.url), decodeURIComponent(await request.clone().text()));
    return fetch(request);
  };
  const leaveOut = (value: OptionalProperty[]) =>
    changeSetting(here.context, { viewer: testAdmin(here.context), setting: { key: "leftOut", value } });
  return { ...here, asked, leaveOut };
}

async function held({ context }: Pick<TestContext, "context">) {
  const { rows } = await context.db.pool.query<{ people: number; lines: number; removed: number }>(
    `SELECT count(*) FILTER (WHERE "mobilePhone" IS NOT NULL OR "businessPhones" <> '{}'
       OR "createdDateTime" IS NOT NULL)::int AS people,
     (SELECT count(*)::int FROM microsoft_graph_user_change WHERE field = ANY($1)) AS lines
     FROM microsoft_graph_user`,
    [phones],
  );
  return rows[0];
}

test("every property of the copy either may be left out or is one that the copy cannot be without", () => {
  const needed = Object.keys(userColumns).filter((name) => !optionalProperties.some((one) => one === name));
  expect(needed.sort()).toEqual(["accountEnabled", "displayName", "userPrincipalName", "userType"]);
});

test("what is left out is gone at once, of removed people and from the history too, and is never asked for again", async () => {
  const here = await open();
  const { context, tenant, asked, leaveOut } = here;
  await sync(context, { requestedBy: "test" });
  const [leaver = "", mover = "", other = ""] = tenant.effectiveMembers(tenant.groupToSync.id);
  tenant.deleteUser(leaver);
  tenant.updateUser(mover, { mobilePhone: "+1 555 010 9999", jobTitle: "Something else" });
  await sync(context, { requestedBy: "test" });
  await sync(context, { requestedBy: "test", kind: "preview" });
  expect(await held(here)).toMatchObject({ people: expect.any(Number), lines: 1 });
  const { rows: before } = await context.db.pool.query(`SELECT max("changeSeq") AS seq FROM microsoft_graph_user`);

  await leaveOut(phones);
  expect(await held(here)).toEqual({ people: 0, lines: 0 });
  expect(await context.db.prisma.syncPlanLine.count()).toBe(0);
  const history = await context.db.prisma.microsoftGraphUserChange.findMany({
    where: { userId: mover, field: "jobTitle" },
  });
  expect(history).toHaveLength(1);
  // Whoever follows the tables is told.
  const { rows: after } = await context.db.pool.query(`SELECT max("changeSeq") AS seq FROM microsoft_graph_user`);
  expect(BigInt(after[0].seq)).toBeGreaterThan(BigInt(before[0].seq));

  asked.length = 0;
  tenant.updateUser(other, { mobilePhone: "+1 555 010 1111", department: "Another" });
  const full = await sync(context, { requestedBy: "test" });
  expect(full).toMatchObject({
    run: { kind: "full", reason: "the scope or the list of fields changed", counts: { updated: 1 } },
  });
  tenant.updateUser(other, { mobilePhone: "+1 555 010 2222", department: "A third" });
  const delta = await sync(context, { requestedBy: "test" });
  expect(delta).toMatchObject({ run: { kind: "delta", counts: { updated: 1 } } });
  const { directory } = await lookUpUser(context, { asked: other });
  expect(directory).toMatchObject({ mobilePhone: null, department: "A third" });
  expect(asked.some((text) => text.includes("department"))).toBe(true);
  expect(asked.filter((text) => /mobilePhone|businessPhones/.test(text))).toEqual([]);
  expect(await held(here)).toEqual({ people: 0, lines: 0 });
});

test("what is copied again comes back with the next run, which reads everything", async () => {
  const here = await open();
  await here.leaveOut(phones);
  await sync(here.context, { requestedBy: "test" });
  expect(await held(here)).toEqual({ people: 0, lines: 0 });
  await here.leaveOut([]);
  expect(await sync(here.context, { requestedBy: "test" })).toMatchObject({
    run: { kind: "full", state: "succeeded" },
  });
  expect((await held(here))?.people).toBeGreaterThan(0);
});

test("what the environment leaves out since the last run is taken away by the next one, without a line in the history", async () => {
  const here = await open();
  await sync(here.context, { requestedBy: "test" });
  expect((await held(here))?.people).toBeGreaterThan(0);
  const { config } = here.context;
  const context = { ...here.context, graph: here.context.graph, config: { ...config, leftOut: phones } };
  expect(await sync(context, { requestedBy: "test" })).toMatchObject({ run: { kind: "full", counts: { updated: 0 } } });
  expect(await held(here)).toEqual({ people: 0, lines: 0 });
});

test("while a run is at work nothing is left out, because it would write back what it has read", async () => {
  const here = await open();
  await sync(here.context, { requestedBy: "test" });
  const { db } = here.context;
  await whileNoRun(db, { run: 1, holder: "a run", at: new Date() }, async () => {
    await expect(here.leaveOut(phones)).rejects.toMatchObject({ code: "run-in-progress" });
  });
  expect((await held(here))?.people).toBeGreaterThan(0);
  expect(await db.prisma.setting.count()).toBe(0);
  await queueSync(here.context, { requestedBy: "test" });
});
