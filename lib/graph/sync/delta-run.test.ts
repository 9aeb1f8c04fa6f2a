import { afterEach, describe, expect, test } from "vitest";
import { heldRemovals } from "../../commands/held-removals.ts";
import { sync } from "../../commands/sync.ts";
import { deltaRequests, requestText } from "../../testing/faults/delta-requests.ts";
import { type TestContext, testContext } from "../../testing/test-context.ts";

let opened: TestContext | undefined;

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

async function open(options: Parameters<typeof testContext>[0] = {}) {
  opened = await testContext({ people: 60, ...options });
  return opened;
}

async function run({ context }: TestContext, kind?: "full" | "delta") {
  const outcome = await sync(context, { requestedBy: "test", kind });
  if (outcome.state !== "ended") throw new Error("another run is in progress");
  return outcome.run;
}

async function memberIds({ context, tenant }: TestContext) {
  const live = await context.db.prisma.microsoftGraphUser.findMany({ where: { deletedAt: null } });
  return { mirrored: live.map((row) => row.id).sort(), real: tenant.effectiveMembers(tenant.groupToSync.id).sort() };
}

describe("a second run", () => {
  test("reads only what changed, and says since which run", async () => {
    const opened = await open();
    const first = await run(opened);
    expect(await run(opened)).toMatchObject({
      kind: "delta",
      state: "succeeded",
      reason: `changes since run ${first.id}`,
      counts: { read: 0, created: 0, updated: 0, removed: 0, unchanged: first.counts.created },
    });
  });

  test("costs at most five requests for a hundred changes", async () => {
    const opened = await open({ people: 300 });
    await run(opened);
    const changed = (await memberIds(opened)).mirrored.slice(0, 100);
    for (const id of changed) opened.tenant.updateUser(id, { department: "Moved" });
    const asked: string[] = [];
    const { fetch } = opened.tenant;
    opened.tenant.fetch = (request) => {
      asked.push(requestText(request));
      return fetch(request);
    };
    const done = await run(opened);
    expect(done).toMatchObject({ kind: "delta", counts: { updated: 100, read: 100 } });
    expect(done.requests).toBeLessThanOrEqual(5);
    expect(asked.toSorted()).toEqual(deltaRequests.map(({ request }) => request).toSorted());
  });

  test("follows a group that was nested into the scope, two levels deep, and out of it again", async () => {
    const opened = await open();
    const { tenant } = opened;
    await run(opened);
    const [inner, outer] = [tenant.addGroup({ displayName: "Inner" }), tenant.addGroup({ displayName: "Outer" })];
    const newcomer = tenant.addUser({ displayName: "New Comer" });
    tenant.addMember(inner.id, newcomer.id);
    tenant.addMember(outer.id, inner.id);
    await run(opened, "delta");
    tenant.addMember(tenant.groupToSync.id, outer.id);
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { created: 1 } });
    tenant.removeMember(outer.id, inner.id);
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { removed: 1 } });
    const { mirrored, real } = await memberIds(opened);
    expect(mirrored).toEqual(real);
  });

  test("brings a restored account back, whose membership Graph does not tell again", async () => {
    const opened = await open();
    await run(opened);
    const [someone] = (await memberIds(opened)).mirrored;
    opened.tenant.deleteUser(String(someone));
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { removed: 1 } });
    // A full run in between must not forget the membership: the lists of members leave deleted accounts out.
    await run(opened, "full");
    opened.tenant.restoreUser(String(someone));
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { restored: 1 } });
  });

  test("shows the new name of a supervisor who is outside the scope", async () => {
    const opened = await open();
    const boss = opened.tenant.addUser({ displayName: "Old Name" });
    const [someone] = opened.tenant.effectiveMembers(opened.tenant.groupToSync.id);
    opened.tenant.setManager(String(someone), boss.id);
    await run(opened);
    opened.tenant.updateUser(boss.id, { displayName: "New Name" });
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { updated: 0, supervisorsSet: 0 } });
    const copy = await opened.context.db.prisma.microsoftGraphUserSupervisor.findUnique({
      where: { userId: String(someone) },
    });
    expect(copy?.supervisorDisplayName).toBe("New Name");
  });

  test("holds what an earlier run held, although the changes are not told again", async () => {
    const opened = await open();
    await run(opened);
    const leavers = (await memberIds(opened)).mirrored.slice(0, 20);
    for (const id of leavers) opened.tenant.deleteUser(id);
    expect(await run(opened)).toMatchObject({ kind: "delta", state: "held", counts: { held: 20 } });
    const again = await run(opened);
    expect(again).toMatchObject({ kind: "delta", state: "held", counts: { held: 20 } });
    const listed = await heldRemovals(opened.context, { run: again.id });
    expect(listed.map((removal) => removal.userId)).toEqual(leavers);
  });
});

describe("a run reads everything instead, and says why,", () => {
  test("when Microsoft no longer knows the delta link", async () => {
    const opened = await open();
    await run(opened);
    opened.tenant.expireDeltaTokens();
    const done = await run(opened);
    expect(done).toMatchObject({ kind: "full", state: "succeeded" });
    expect(done.reason).toContain("no longer knows the delta link");
    expect((await run(opened)).kind).toBe("delta");
  });

  test("when the dead link is announced as 400 syncStateNotFound", async () => {
    const opened = await open();
    await run(opened);
    opened.tenant.faults.add({ kind: "lost-sync-state", match: "/groups/delta" });
    expect(await run(opened)).toMatchObject({ kind: "full", state: "succeeded" });
  });

  test("when the link is older than six days, when the scope changed, and when a person wants it", async () => {
    let now = new Date("2026-03-01T00:00:00Z");
    const opened = await open({ now: () => now });
    await run(opened);
    now = new Date("2026-03-07T00:00:01Z");
    expect(await run(opened)).toMatchObject({ kind: "full", reason: "the delta link is older than 6 days" });
    await opened.context.db.prisma.setting.create({ data: { key: "groupToSync", value: "*", changedBy: "test" } });
    expect(await run(opened)).toMatchObject({ kind: "full", reason: "the scope or the list of fields changed" });
    expect(await run(opened, "full")).toMatchObject({ kind: "full", reason: "a full run was asked for" });
    expect(await run(opened)).toMatchObject({ kind: "delta" });
  });

  test("and a failing page of changes fails the run, keeps the link and changes nothing", async () => {
    const opened = await open();
    await run(opened);
    const [someone] = (await memberIds(opened)).mirrored;
    opened.tenant.updateUser(String(someone), { jobTitle: "Changed" });
    opened.tenant.faults.add({ match: "/users/delta", status: 403, times: 1 });
    expect((await run(opened)).state).toBe("failed");
    expect(await run(opened)).toMatchObject({ kind: "delta", counts: { updated: 1 } });
  });
});
