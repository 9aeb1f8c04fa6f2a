import { afterEach, describe, expect, test } from "vitest";
import { createContext } from "../context.ts";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { heldDecisions } from "./held-decision.ts";
import { approveRun, heldRemovals, rejectRun } from "./held-removals.ts";
import { findRun } from "./runs.ts";
import { runChanges } from "./runs-changes.ts";
import { changeSetting } from "./settings.ts";
import { cancelRun, sync } from "./sync.ts";

let at: TestContext;
afterEach(() => at.close());

const decidedBy = "ada@contoso.example";
const approve = (run: number) => approveRun(at.context, { run, decidedBy });
const personOf = (id = "") => at.context.db.prisma.microsoftGraphUser.findUnique({ where: { id } });
const removed = () => at.context.db.prisma.microsoftGraphUser.count({ where: { deletedAt: { not: null } } });
const leases = () => at.context.db.prisma.syncLease.count();

async function run() {
  const outcome = await sync(at.context, { requestedBy: "test" });
  if (outcome.state !== "ended") throw new Error(`it did not run: ${outcome.state}`);
  return outcome.run;
}

/** A run that holds twenty deleted accounts. */
async function heldRun(options: Parameters<typeof testContext>[0] = {}) {
  at = await testContext({ people: 60, ...options });
  await run();
  const leavers = at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 20);
  for (const id of leavers) at.tenant.deleteUser(id);
  const held = await run();
  expect(held).toMatchObject({ state: "held", heldWaiting: 20 });
  return { held, leavers };
}

describe("an approval asks Microsoft again", () => {
  test("and tells how far it is, until it is done", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "/v1.0/$batch", kind: "delay", delayMs: 300, times: "always" });
    const seen: number[] = [];
    const approval = approve(held.id);
    let isDone = false;
    const end = approval.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const { progress } = (await findRun(at.context, held.id)) ?? {};
      if (progress && seen.at(-1) !== progress.done) seen.push(progress.done);
      expect(progress?.total ?? 20).toBe(20);
    }
    await end;
    expect(seen[0]).toBe(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const after = await findRun(at.context, held.id);
    expect(after?.progress).toBeUndefined();
    expect(after?.phases.at(-1)?.phase).toBe("writing");
  });

  test("and keeps who is back, on the page, in the counts and in the history", async () => {
    const { held, leavers } = await heldRun();
    const [one = "", two = "", gone = ""] = leavers;
    for (const id of [one, two]) at.tenant.restoreUser(id);
    const decided = await approve(held.id);
    expect(decided).toMatchObject({
      state: "decided",
      kept: 2,
      run: { state: "succeeded", heldWaiting: 0, counts: { removed: 18, held: 0 } },
    });
    expect(await personOf(one)).toMatchObject({ deletedAt: null });
    expect(await personOf(gone)).toMatchObject({ deletedReason: "account-deleted" });
    expect(await runChanges(at.context, { run: held.id, kind: "removed", limit: 100 })).toHaveLength(18);
    expect(await heldDecisions(at.context, { run: held.id })).toMatchObject([
      { outcome: "approved", people: 18, decidedBy },
      { outcome: "came-back", people: 2, decidedBy },
    ]);
    const rows = await at.context.db.prisma.syncHeldRemoval.findMany({ where: { userId: { in: [one, two] } } });
    expect(rows.map(({ state }) => state)).toEqual(["superseded", "superseded"]);
    expect(await run()).toMatchObject({ state: "succeeded", counts: { removed: 0, restored: 0 } });
  });

  test("and removes nobody when all are back", async () => {
    const { held, leavers } = await heldRun();
    for (const id of leavers) at.tenant.restoreUser(id);
    expect(await approve(held.id)).toMatchObject({ kept: 20, run: { state: "succeeded", counts: { removed: 0 } } });
    expect(await removed()).toBe(0);
  });

  test("and tells why somebody is gone today", async () => {
    at = await testContext({ people: 60 });
    await run();
    const { id: group } = at.tenant.groupToSync;
    for (const member of at.tenant.groups.memberIds(group)) at.tenant.removeMember(group, member);
    const held = await run();
    const [one] = await heldRemovals(at.context, { run: held.id });
    expect(one?.reason).toBe("left-group");
    at.tenant.deleteUser(one?.userId ?? "");
    await approve(held.id);
    expect(await personOf(one?.userId)).toMatchObject({ deletedReason: "account-deleted" });
  });

  test("also where every user of the directory is copied", async () => {
    const { held, leavers } = await heldRun({ environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
    at.tenant.restoreUser(leavers[0] ?? "");
    expect(await approve(held.id)).toMatchObject({ kept: 1, run: { groupId: null, counts: { removed: 19 } } });
    expect(await personOf(leavers[0])).toMatchObject({ deletedAt: null });
  });

  test("and what it cost is counted on the run", async () => {
    const { held } = await heldRun();
    const asked = at.tenant.requests.length;
    const decided = await approve(held.id);
    const sent = at.tenant.requests.slice(asked).filter(({ path, batched }) => path.startsWith("/v1.0/") && !batched);
    expect(decided).toMatchObject({ run: { requests: held.requests + sent.length } });
  });
});

describe("an approval that cannot be carried out changes nothing", () => {
  async function expectUntouched(id: number) {
    expect(await removed()).toBe(0);
    expect(await findRun(at.context, id)).toMatchObject({ state: "held", heldWaiting: 20, counts: { held: 20 } });
    expect(await leases()).toBe(0);
  }

  test("when Microsoft fails, in its own words", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "checkMemberGroups", status: 403, times: "always" });
    at.tenant.faults.add({ match: "transitiveMemberOf", status: 403, times: "always" });
    at.tenant.faults.add({ match: "GET /v1.0/users", status: 403, times: "always" });
    await expect(approve(held.id)).rejects.toMatchObject({
      ...{ code: "consent-missing", status: 403, graphCode: "Authorization_RequestDenied" },
      requestId: expect.any(String),
    });
    await expectUntouched(held.id);
    at.tenant.faults.clear();
    expect(await approve(held.id)).toMatchObject({ run: { counts: { removed: 20 } } });
  });

  test("when Microsoft cannot be reached", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "/$batch", kind: "connection-drop", times: "always" });
    await expect(approve(held.id)).rejects.toMatchObject({ code: "graph-unreachable" });
    await expectUntouched(held.id);
  });

  test("when consent was withdrawn", async () => {
    const { held } = await heldRun();
    at.tenant.revokeConsent();
    // Another process than the one that read: its token would still be good, and Microsoft would answer it.
    const { config, db, log } = at.context;
    const another = createContext({ config, db, log, transport: (request) => at.tenant.fetch(request) });
    await expect(approveRun(another, { run: held.id, decidedBy })).rejects.toMatchObject({ code: "consent-missing" });
    await expectUntouched(held.id);
  });

  test("when Microsoft asks for a wait of minutes: it says until when and does not hang", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 300 });
    await expect(approve(held.id)).rejects.toMatchObject({
      code: "graph-throttled",
      message: expect.stringMatching(/until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/),
    });
    await expectUntouched(held.id);
  });

  test("when another group is to be synced now", async () => {
    const { held } = await heldRun();
    const other = at.tenant.addGroup({ displayName: "Another One" });
    const viewer = testAdmin(at.context);
    await changeSetting(at.context, { viewer, setting: { key: "groupToSync", value: other.id } });
    await expect(approve(held.id)).rejects.toMatchObject({
      code: "plan-outdated",
      message: expect.stringContaining('"Another One"'),
    });
    await expectUntouched(held.id);
  });

  test("when somebody stops it", async () => {
    const { held } = await heldRun();
    const signal = AbortSignal.abort();
    await expect(approveRun(at.context, { run: held.id, decidedBy, signal })).rejects.toMatchObject({
      code: "run-cancelled",
    });
    await expectUntouched(held.id);
  });
});

describe("while somebody decides", () => {
  test("no run begins, and who decides is told", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "/$batch", kind: "delay", delayMs: 1_500 });
    const approval = approve(held.id);
    await expect.poll(leases).toBe(1);
    expect(await sync(at.context, { requestedBy: "test" })).toMatchObject({
      ...{ state: "busy", run: held.id },
      holder: `${decidedBy} (deciding on held removals)`,
    });
    expect(await approval).toMatchObject({ state: "decided" });
    expect(await run()).toMatchObject({ state: "succeeded" });
  });

  test("a second decision waits for nothing and decides nothing", async () => {
    const { held } = await heldRun();
    at.tenant.faults.add({ match: "/$batch", kind: "delay", delayMs: 1_500 });
    const approval = approve(held.id);
    await expect.poll(leases).toBe(1);
    expect(await rejectRun(at.context, { run: held.id, decidedBy: "another" })).toMatchObject({ state: "busy" });
    expect(await approval).toMatchObject({ run: { counts: { removed: 20 } } });
    await expect(rejectRun(at.context, { run: held.id, decidedBy: "another" })).rejects.toMatchObject({
      code: "plan-outdated",
    });
  });

  test("the process may die: the removals wait on, and the next one to look frees the way", async () => {
    const { held } = await heldRun();
    // What a killed process leaves: its row, and no connection behind it.
    const past = { since: new Date(0), heartbeatAt: new Date(), backendStart: new Date(0) };
    const gone = { runId: held.id, holder: decidedBy, host: "elsewhere", pid: 1, backendPid: 1 };
    await at.context.db.prisma.syncLease.create({ data: { ...gone, ...past } });
    expect(await findRun(at.context, held.id)).toMatchObject({ state: "held", heldWaiting: 20 });
    expect(await approve(held.id)).toMatchObject({ run: { counts: { removed: 20 } } });
  });

  test("a Cancel that came too late for the run does not cancel its approval", async () => {
    const { held } = await heldRun();
    await at.context.db.prisma.syncRun.update({ where: { id: held.id }, data: { cancelRequested: true } });
    // Longer than a heartbeat, which is when a wish to cancel is noticed.
    at.tenant.faults.add({ match: "/$batch", kind: "delay", delayMs: 3_000 });
    expect(await approve(held.id)).toMatchObject({ run: { counts: { removed: 20 } } });
    expect(await cancelRun(at.context, { run: held.id })).toBe(false);
  });
});
