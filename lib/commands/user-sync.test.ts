import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { storeSetting } from "../settings/stored.ts";
import { mirrorDifferences, mirrorFingerprints } from "../testing/mirror-state.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { heldRemovals } from "./held-removals.ts";
import { currentRun, findRun } from "./runs.ts";
import { freshness } from "./status.ts";
import { sync } from "./sync.ts";
import { syncUser } from "./user-sync.ts";
import { user } from "./users.ts";

let at: TestContext;

async function open(options: Parameters<typeof testContext>[0] = {}): Promise<void> {
  at = await testContext({ people: 60, ...options });
  const { close } = at;
  onTestFinished(() => close());
}

const run = async () => {
  const outcome = await sync(at.context, { requestedBy: "test" });
  if (outcome.state !== "ended") throw new Error("The run did not end.");
  return outcome.run;
};
const syncOne = (id: string) => syncUser(at.context, { id, requestedBy: "ada@contoso.example" });
const members = () => at.tenant.effectiveMembers(at.tenant.groupToSync.id);
const member = (index = 0) => members()[index] ?? "";
const rowOf = (id: string) => at.context.db.prisma.microsoftGraphUser.findUnique({ where: { id } });

describe("syncing one person", () => {
  beforeEach(() => open());

  test("writes what changed of them with its history, and of nobody else", async () => {
    await run();
    const [id, other] = [member(0), member(1)];
    at.tenant.updateUser(id, { jobTitle: "Archivist", mobilePhone: "+351 555 0100" });
    at.tenant.updateUser(other, { jobTitle: "Archivist" });
    const synced = await syncOne(id);
    if (synced.state !== "changed") throw new Error(`Not changed but ${synced.state}.`);
    expect(synced.changes.map(({ kind, field, after }) => ({ kind, field, after }))).toEqual(
      expect.arrayContaining([
        { kind: "updated", field: "jobTitle", after: "Archivist" },
        { kind: "updated", field: "mobilePhone", after: "+351 555 0100" },
      ]),
    );
    expect(await rowOf(id)).toMatchObject({ jobTitle: "Archivist" });
    expect((await rowOf(other))?.jobTitle).not.toBe("Archivist");
    expect((await user(at.context, { idOrName: id }))?.history.entries[0]?.run).toBe(synced.run);
    expect(await findRun(at.context, synced.run)).toMatchObject({
      kind: "person",
      state: "succeeded",
      reason: "one person",
      requestedBy: "ada@contoso.example",
      counts: { read: 1, updated: 1, unchanged: 0, removed: 0 },
      proof: { onePerson: true },
    });
  });

  test("of whom nothing changed says so and touches no row", async () => {
    await run();
    const before = await mirrorFingerprints(at.context.db.pool);
    expect(await syncOne(member())).toMatchObject({ state: "unchanged" });
    expect(await mirrorFingerprints(at.context.db.pool)).toEqual(before);
  });

  test("leaves the next run its way: it reads changes since the run before, and finds this one done", async () => {
    const first = await run();
    const id = member();
    at.tenant.updateUser(id, { jobTitle: "Archivist" });
    await syncOne(id);
    const changedAt = (await rowOf(id))?.changedAt;
    expect(await run()).toMatchObject({
      kind: "delta",
      reason: `changes since run ${first.id}`,
      counts: { updated: 0, created: 0, removed: 0 },
    });
    expect((await rowOf(id))?.changedAt).toEqual(changedAt);
    expect(await mirrorDifferences(at.context.db, at.tenant)).toEqual([]);
  });

  test("follows them into the group through a nested one, out of it, and back", async () => {
    const { tenant } = at;
    const nested = tenant.addGroup({ displayName: "Nested" });
    tenant.addMember(tenant.groupToSync.id, nested.id);
    await run();
    const newcomer = tenant.addUser({ displayName: "New Comer" });
    tenant.addMember(nested.id, newcomer.id);
    expect(await syncOne(newcomer.id)).toMatchObject({ state: "changed", changes: [{ kind: "created" }] });
    expect((await user(at.context, { idOrName: newcomer.id }))?.memberships.map(({ id }) => id)).toContain(nested.id);
    tenant.removeMember(nested.id, newcomer.id);
    expect(await syncOne(newcomer.id)).toMatchObject({
      state: "changed",
      changes: expect.arrayContaining([expect.objectContaining({ kind: "removed", after: "left-group" })]),
    });
    expect(await rowOf(newcomer.id)).toMatchObject({ deletedReason: "left-group" });
    tenant.addMember(tenant.groupToSync.id, newcomer.id);
    expect(await syncOne(newcomer.id)).toMatchObject({
      state: "changed",
      changes: expect.arrayContaining([expect.objectContaining({ kind: "restored" })]),
    });
    await run();
    expect(await mirrorDifferences(at.context.db, tenant)).toEqual([]);
  });

  test("removes them when Microsoft, asked for this id, knows no such account", async () => {
    await run();
    const id = member();
    at.tenant.deleteUser(id);
    expect(await syncOne(id)).toMatchObject({
      state: "changed",
      changes: [{ kind: "removed", after: "account-deleted" }],
    });
    at.tenant.restoreUser(id);
    await run();
    expect(await rowOf(id)).toMatchObject({ deletedAt: null });
    expect(await mirrorDifferences(at.context.db, at.tenant)).toEqual([]);
  });

  test("refuses to take an answer without names for the person, as it comes without permission", async () => {
    await run();
    const before = await mirrorFingerprints(at.context.db.pool);
    at.tenant.faults.add({ match: "/users", kind: "blank-objects", times: "always" });
    await expect(syncOne(member())).rejects.toMatchObject({ code: "graph-failed" });
    expect(await mirrorFingerprints(at.context.db.pool)).toEqual(before);
  });

  test("leaves somebody out who is in neither the copy nor the group", async () => {
    await run();
    const outsider = at.tenant.addUser({ displayName: "Outsider" });
    expect(await syncOne(outsider.id)).toMatchObject({ state: "outside", because: "left-group" });
    expect(await syncOne("00000000-0000-4000-8000-000000000000")).toMatchObject({ because: "account-deleted" });
    expect(await rowOf(outsider.id)).toBeNull();
  });

  test("is refused before a run has read the group, and after another group was chosen", async () => {
    await expect(syncOne(member())).rejects.toMatchObject({ code: "group-changed" });
    await run();
    const other = at.tenant.addGroup({ displayName: "Another" });
    const change = { changedBy: "test", changedAt: new Date() };
    await storeSetting(at.context.db.pool, { key: "groupToSync", value: other.id, ...change });
    await expect(syncOne(member())).rejects.toMatchObject({ code: "group-changed" });
    expect(await rowOf(member())).toMatchObject({ deletedAt: null });
  });

  test("passes on what Microsoft refused, and a failure says nothing about the copy as a whole", async () => {
    await run();
    const before = await mirrorFingerprints(at.context.db.pool);
    at.tenant.faults.add({ match: "/users", status: 403, times: "always" });
    at.tenant.faults.add({ match: "/$batch", status: 403, times: "always" });
    const refused = await syncOne(member()).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "consent-missing", status: 403, requestId: expect.any(String) });
    expect(await mirrorFingerprints(at.context.db.pool)).toEqual(before);
    expect(await freshness(at.context)).toMatchObject({ state: "fresh" });
  });
});

test("one person who would go is left where the guard, or a waiting removal, asks a person first", async () => {
  await open({ environment: { ROLLCALL_REMOVAL_GUARD: "0%,0" } });
  await run();
  const id = member();
  at.tenant.deleteUser(id);
  expect(await syncOne(id)).toMatchObject({ state: "kept", because: "guard" });
  const held = await run();
  expect(held).toMatchObject({ state: "held", heldWaiting: 1 });
  expect(await syncOne(id)).toMatchObject({ state: "kept", because: "waiting" });
  expect(await rowOf(id)).toMatchObject({ deletedAt: null });
  expect(await heldRemovals(at.context, { run: held.id, limit: 5 })).toHaveLength(1);
});

test("one at a time: a run that goes on is named, and nothing waits behind it", async () => {
  await open();
  await run();
  at.tenant.faults.add({ match: "/v1.0/users", kind: "delay", delayMs: 3_000 });
  const going = sync(at.context, { requestedBy: "somebody", kind: "full" });
  await expect.poll(async () => (await currentRun(at.context))?.state, { timeout: 20_000 }).toBe("running");
  expect(await syncOne(member())).toMatchObject({ state: "busy", holder: "somebody" });
  await going;
  expect(await currentRun(at.context)).toBeUndefined();
});
