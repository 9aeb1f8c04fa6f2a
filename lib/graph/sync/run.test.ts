import { afterEach, describe, expect, test } from "vitest";
import { approveRun, heldRemovals, rejectRun } from "../../commands/held-removals.ts";
import { findRun } from "../../commands/runs.ts";
import { runChanges } from "../../commands/runs-changes.ts";
import { cancelRun, sync } from "../../commands/sync.ts";
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

async function run({ context }: TestContext, kind: "full" | "preview" = "full") {
  const outcome = await sync(context, { requestedBy: "test", kind });
  if (outcome.state !== "ended") throw new Error(`it did not run: ${outcome.state}`);
  return outcome.run;
}

async function live({ context }: TestContext) {
  return context.db.prisma.microsoftGraphUser.findMany({ where: { deletedAt: null }, orderBy: { id: "asc" } });
}

async function person({ context }: TestContext, id: string) {
  return context.db.prisma.microsoftGraphUser.findUnique({ where: { id } });
}

describe("the phases of a run", () => {
  test("stay on it with their numbers, and add up to what it took", async () => {
    const opened = await open();
    const done = await run(opened);
    expect(done.phases.map(({ phase }) => phase)).toEqual(expect.arrayContaining(["group", "members", "users"]));
    expect(done.phases.at(-1)?.phase).toBe("writing");
    const members = done.phases.find(({ phase }) => phase === "members");
    expect(members?.done).toBe(done.proof?.members?.read);
    const sum = done.phases.reduce((all, { ms }) => all + ms, 0);
    expect(Math.abs(sum - done.durationMs)).toBeLessThan(done.phases.length + 2);
  });

  test("tell where a run stopped that failed", async () => {
    const opened = await open();
    opened.tenant.faults.add({ match: "/v1.0/users", status: 403, times: "always" });
    const failed = await run(opened);
    expect(failed.state).toBe("failed");
    expect(failed.phases[0]?.phase).toBe("group");
    expect(failed.phases.map(({ phase }) => phase)).not.toContain("writing");
  });
});

describe("a first run", () => {
  test("copies exactly the people of the group, nested members included", async () => {
    const opened = await open();
    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", kind: "full", reason: "first run" });
    const ids = (await live(opened)).map((user) => user.id);
    expect(ids).toEqual([...opened.tenant.effectiveMembers(opened.tenant.groupToSync.id)].sort());
    expect(done.counts).toMatchObject({
      created: ids.length,
      updated: 0,
      unchanged: 0,
      removed: 0,
      restored: 0,
      held: 0,
    });
  });

  test("stores every supervisor by id, also one who is outside the group", async () => {
    const opened = await open();
    const outsider = opened.tenant.addUser({ displayName: "Outside Boss" });
    const [member] = [...opened.tenant.effectiveMembers(opened.tenant.groupToSync.id)];
    opened.tenant.setManager(String(member), outsider.id);
    const done = await run(opened);
    const stored = await opened.context.db.prisma.microsoftGraphUserSupervisor.findUnique({
      where: { userId: String(member) },
    });
    expect(stored).toMatchObject({ supervisorId: outsider.id, supervisorDisplayName: "Outside Boss" });
    expect(await person(opened, outsider.id)).toBeNull();
    expect(await opened.context.db.prisma.microsoftGraphUserSupervisor.count()).toBe(done.counts.supervisorsSet);
  });

  test("copies every group of the directory, and the direct members of those in scope", async () => {
    const opened = await open();
    await run(opened);
    expect(await opened.context.db.prisma.microsoftGraphGroup.count()).toBe(opened.tenant.groups.all().length);
    const direct = await opened.context.db.prisma.microsoftGraphGroupMember.count({
      where: { groupId: opened.tenant.groupToSync.id },
    });
    expect(direct).toBeGreaterThan(0);
  });

  test("makes no request per person", async () => {
    const opened = await open({ people: 300 });
    const done = await run(opened);
    expect(done.requests).toBeLessThan(30);
    expect(opened.tenant.requests.some((request) => request.path.endsWith("/manager"))).toBe(false);
  });
});

describe("a run without changes", () => {
  test("writes no row and no line of history", async () => {
    const opened = await open();
    const first = await run(opened);
    const before = await watermark(opened);
    const second = await run(opened);
    expect(second.counts).toMatchObject({ created: 0, updated: 0, unchanged: first.counts.created, removed: 0 });
    expect(second).toMatchObject({ membershipChanges: 0, answers: { refused: [], last: expect.anything() } });
    expect(await watermark(opened)).toEqual(before);
  });

  async function watermark({ context }: TestContext) {
    const { rows } = await context.db.pool.query(
      `SELECT (SELECT max("changeSeq") FROM microsoft_graph_user) AS users,
        (SELECT max("changeSeq") FROM microsoft_graph_user_supervisor) AS supervisors,
        (SELECT max("changeSeq") FROM microsoft_graph_group) AS groups,
        (SELECT max("changeSeq") FROM microsoft_graph_group_member) AS members,
        (SELECT count(*) FROM microsoft_graph_user_change) AS history`,
    );
    return rows[0];
  }
});

describe("changes", () => {
  test("a changed title is one line of history with before and after", async () => {
    const opened = await open();
    await run(opened);
    const [someone] = await live(opened);
    opened.tenant.updateUser(String(someone?.id), { jobTitle: "Keeper of Lists" });
    const done = await run(opened);
    expect(done.counts).toMatchObject({ updated: 1, created: 0, removed: 0 });
    expect(await runChanges(opened.context, { run: done.id, limit: 10 })).toMatchObject([
      { userId: someone?.id, kind: "updated", field: "jobTitle", before: someone?.jobTitle, after: "Keeper of Lists" },
    ]);
  });

  test("a changed and a cleared supervisor are counted and kept in the history", async () => {
    const opened = await open();
    await run(opened);
    const supervised = await opened.context.db.prisma.microsoftGraphUserSupervisor.findMany({ take: 2 });
    const [first, second] = supervised;
    if (!first || !second) throw new Error("the demo tenant has supervisors");
    const boss = opened.tenant.addUser({ displayName: "New Boss" });
    opened.tenant.setManager(first.userId, boss.id);
    opened.tenant.clearManager(second.userId);
    const done = await run(opened);
    expect(done.counts).toMatchObject({ supervisorsSet: 1, supervisorsCleared: 1, updated: 2 });
    const changes = await runChanges(opened.context, { run: done.id, limit: 10 });
    expect(changes.map((change) => [change.userId, change.kind, change.before, change.after])).toEqual(
      [
        [first.userId, "supervisor", first.supervisorId, boss.id],
        [second.userId, "supervisor", second.supervisorId, null],
      ].sort(),
    );
  });

  test("leaving the group and losing the account are told apart, and both come back as restored", async () => {
    const opened = await open();
    await run(opened);
    const leaver = opened.tenant.addUser({ displayName: "Lea Leaver" });
    const deleted = opened.tenant.addUser({ displayName: "Del Deleted" });
    opened.tenant.addMember(opened.tenant.groupToSync.id, leaver.id);
    opened.tenant.addMember(opened.tenant.groupToSync.id, deleted.id);
    expect((await run(opened)).counts.created).toBe(2);

    opened.tenant.removeMember(opened.tenant.groupToSync.id, leaver.id);
    opened.tenant.deleteUser(deleted.id);
    expect((await run(opened)).counts).toMatchObject({ removed: 2, held: 0 });
    expect(await person(opened, leaver.id)).toMatchObject({ deletedReason: "left-group" });
    expect(await person(opened, deleted.id)).toMatchObject({ deletedReason: "account-deleted" });
    const seq = (await person(opened, leaver.id))?.changeSeq;

    opened.tenant.addMember(opened.tenant.groupToSync.id, leaver.id);
    opened.tenant.restoreUser(deleted.id);
    expect((await run(opened)).counts).toMatchObject({ restored: 2, created: 0 });
    expect(await person(opened, deleted.id)).toMatchObject({ deletedAt: null, deletedReason: null });
    expect((await person(opened, leaver.id))?.changeSeq).toBeGreaterThan(seq ?? 0n);
  });

  test("a name that PostgreSQL cannot store does not fail the page it came with", async () => {
    const opened = await open();
    const odd = opened.tenant.addUser({ displayName: "Nul\u0000 and \uD800 half" });
    opened.tenant.addMember(opened.tenant.groupToSync.id, odd.id);
    expect((await run(opened)).state).toBe("succeeded");
    expect((await person(opened, odd.id))?.displayName).toBe("Nul\uFFFD and \uFFFD half");
  });
});

describe("a run that cannot read everything", () => {
  test("fails in Microsoft's own words and leaves the mirror as it was", async () => {
    const opened = await open({ people: 300 });
    await run(opened);
    const before = await live(opened);
    opened.tenant.addMember(opened.tenant.groupToSync.id, opened.tenant.addUser({}).id);
    opened.tenant.faults.add({ match: "/v1.0/users?", status: 500, after: 1, times: "always" });
    const done = await run(opened);
    expect(done.state).toBe("failed");
    expect(done.error?.message).toBe("500: The operation has timed out. (generalException)");
    expect(done.error?.requestId).toBeTruthy();
    expect(done.answers.refused.at(-1)).toMatchObject({ status: 500, requestId: done.error?.requestId });
    expect(await live(opened)).toEqual(before);
    expect(await opened.context.db.prisma.syncStaged.count()).toBe(0);
    opened.tenant.faults.clear();
    expect((await run(opened)).state).toBe("succeeded");
  });

  test("believes no end of the list that the count contradicts: a vanished next link removes nobody", async () => {
    const opened = await open({ people: 300, tenant: { pageLimit: 100 } });
    await run(opened);
    const before = (await live(opened)).length;
    opened.tenant.faults.add({ kind: "next-link-vanishes", match: "/transitiveMembers?" });
    // Once: the list is read again and then holds everybody.
    expect(await run(opened)).toMatchObject({ state: "succeeded", counts: { removed: 0 } });
    expect((await live(opened)).length).toBe(before);
    opened.tenant.faults.add({ kind: "next-link-vanishes", match: "/transitiveMembers?", times: "always" });
    expect((await run(opened)).error?.code).toBe("read-incomplete");
    expect((await live(opened)).length).toBe(before);
  });

  test("starts a listing over when its page token has expired, and counts nobody twice", async () => {
    const opened = await open({ people: 300, tenant: { pageLimit: 100 } });
    opened.tenant.faults.add({ kind: "expired-page-token", match: "/v1.0/users?", after: 2 });
    const done = await run(opened);
    expect(done.state).toBe("succeeded");
    expect(done.counts.created).toBe(opened.tenant.effectiveMembers(opened.tenant.groupToSync.id).length);
    expect(done.counts.read).toBeGreaterThan(opened.tenant.users.count());
  });

  test("reads on over an empty page, and takes pages that overlap once", async () => {
    const opened = await open({ people: 300, tenant: { pageLimit: 100 } });
    opened.tenant.faults.add({ kind: "empty-page", match: "/transitiveMembers?" });
    opened.tenant.faults.add({ kind: "overlapping-pages", match: "/v1.0/users?" });
    const done = await run(opened);
    expect(done.state).toBe("succeeded");
    expect(done.counts.created).toBe(opened.tenant.effectiveMembers(opened.tenant.groupToSync.id).length);
  });

  test("without consent says so and names the permission", async () => {
    const opened = await open({ tenant: { consent: "none" } });
    const done = await run(opened);
    expect(done).toMatchObject({ state: "failed", error: { code: "consent-missing" } });
    expect(done.error?.message).toContain("User.Read.All");
  });
});

describe("the group to sync", () => {
  test("that does not exist is a refusal", async () => {
    const opened = await open({ environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "Nobody's Group" } });
    expect((await run(opened)).error).toMatchObject({ code: "group-missing" });
  });

  test("with a twin is a refusal that lists both ids", async () => {
    const opened = await open();
    const twin = opened.tenant.addGroup({ displayName: opened.tenant.groupToSync.displayName });
    const done = await run(opened);
    expect(done.error?.code).toBe("group-ambiguous");
    expect(done.error?.message).toContain(twin.id);
    expect(done.error?.message).toContain(opened.tenant.groupToSync.id);
  });

  test("that was renamed is a refusal that tells the stored id, also when another takes its name", async () => {
    const opened = await open();
    const { id, displayName } = opened.tenant.groupToSync;
    await run(opened);
    opened.tenant.renameGroup(id, "Something else");
    const missing = await run(opened);
    expect(missing.error?.code).toBe("group-missing");
    expect(missing.error?.message).toContain(id);
    opened.tenant.addGroup({ displayName });
    const taken = await run(opened);
    expect(taken.error?.code).toBe("group-changed");
    expect(taken.error?.message).toContain(id);
    expect((await live(opened)).length).toBeGreaterThan(0);
  });

  test("may be given by id, and * means every user of the directory", async () => {
    const byId = await open();
    await run(byId);
    const people = (await live(byId)).length;
    await byId.close();
    const everyone = await open({ environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
    expect((await run(everyone)).state).toBe("succeeded");
    expect((await live(everyone)).length).toBeGreaterThan(people);
  });

  test("that is a small part of a large directory is read without listing the directory", async () => {
    const opened = await open({ people: 300 });
    const small = opened.tenant.addGroup({ displayName: "Small" });
    const [one, two] = [...opened.tenant.effectiveMembers(opened.tenant.groupToSync.id)];
    opened.tenant.addMember(small.id, String(one));
    opened.tenant.addMember(small.id, String(two));
    await opened.context.db.prisma.setting.create({
      data: { key: "groupToSync", value: "Small", changedBy: "test" },
    });
    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", counts: { created: 2, read: 2 } });
    expect(opened.tenant.requests.some((request) => request.path === "/v1.0/users")).toBe(false);
  });
});

describe("the removal guard", () => {
  async function withManyLeavers() {
    const opened = await open();
    await run(opened);
    const leavers = (await live(opened)).slice(0, 20).map((user) => user.id);
    for (const id of leavers) opened.tenant.deleteUser(id);
    const joiner = opened.tenant.addUser({ displayName: "Joy Joiner" });
    opened.tenant.addMember(opened.tenant.groupToSync.id, joiner.id);
    return { opened, leavers, joiner };
  }

  test("lets additions in, holds the removals and lists who would go", async () => {
    const { opened, leavers, joiner } = await withManyLeavers();
    const done = await run(opened);
    expect(done).toMatchObject({ state: "held", heldWaiting: 20, counts: { created: 1, removed: 0, held: 20 } });
    expect(await person(opened, joiner.id)).toMatchObject({ deletedAt: null });
    const listed = await heldRemovals(opened.context, { run: done.id });
    expect(listed.map((removal) => removal.userId)).toEqual([...leavers].sort());
    expect(listed[0]?.reason).toBe("account-deleted");
  });

  test("applies the removals once they are approved, with history on the same run", async () => {
    const { opened, leavers } = await withManyLeavers();
    const held = await run(opened);
    const decided = await approveRun(opened.context, { run: held.id, decidedBy: "admin@contoso.example" });
    expect(decided).toMatchObject({ state: "decided", run: { state: "succeeded", counts: { removed: 20, held: 0 } } });
    expect(await person(opened, String(leavers[0]))).toMatchObject({ deletedReason: "account-deleted" });
    expect(await runChanges(opened.context, { run: held.id, kind: "removed", limit: 100 })).toHaveLength(20);
    await expect(approveRun(opened.context, { run: held.id, decidedBy: "x" })).rejects.toMatchObject({
      code: "plan-outdated",
    });
  });

  test("removes nobody when they are rejected, and asks again in the next run", async () => {
    const { opened } = await withManyLeavers();
    const held = await run(opened);
    const before = (await live(opened)).length;
    await rejectRun(opened.context, { run: held.id, decidedBy: "admin@contoso.example" });
    expect((await live(opened)).length).toBe(before);
    expect(await run(opened)).toMatchObject({ state: "held", heldWaiting: 20 });
  });

  test("keeps waiting removals waiting in every later run until the people are back", async () => {
    const { opened, leavers } = await withManyLeavers();
    const first = await run(opened);
    for (const id of leavers.slice(3)) opened.tenant.restoreUser(id);
    // Three of sixty would be removed without a question, but these three already wait for an answer.
    const second = await run(opened);
    expect(second).toMatchObject({ state: "held", heldWaiting: 3 });
    await expect(approveRun(opened.context, { run: first.id, decidedBy: "x" })).rejects.toMatchObject({
      code: "plan-outdated",
    });
    for (const id of leavers.slice(0, 3)) opened.tenant.restoreUser(id);
    expect(await run(opened)).toMatchObject({ state: "succeeded", heldWaiting: 0 });
    expect((await findRun(opened.context, second.id))?.heldWaiting).toBe(0);
  });

  test("holds an emptied group, however small it was", async () => {
    const opened = await open({ people: 12 });
    await run(opened);
    const before = (await live(opened)).length;
    for (const id of opened.tenant.groups.memberIds(opened.tenant.groupToSync.id)) {
      opened.tenant.removeMember(opened.tenant.groupToSync.id, id);
    }
    expect(await run(opened)).toMatchObject({ state: "held", counts: { held: before, removed: 0 } });
    expect((await live(opened)).length).toBe(before);
  });
});

describe("one at a time", () => {
  test("a second run is told who runs and since when", async () => {
    const opened = await open({ people: 300 });
    let second: unknown;
    const outcome = await sync(opened.context, {
      requestedBy: "first@contoso.example",
      onProgress: () => {
        second ??= sync(opened.context, { requestedBy: "second" });
      },
    });
    expect(await second).toMatchObject({ state: "busy", holder: "first@contoso.example", since: expect.any(Date) });
    expect(outcome).toMatchObject({ state: "ended", run: { state: "succeeded" } });
  });

  test("a run whose process was killed is closed by whoever looks next, and the way is free", async () => {
    const opened = await open();
    const { prisma } = opened.context.db;
    const dead = await prisma.syncRun.create({
      data: { kind: "full", state: "running", requestedBy: "killed", startedAt: new Date() },
    });
    await prisma.syncLease.create({
      data: {
        runId: dead.id,
        holder: "killed",
        host: "elsewhere",
        pid: 1,
        backendPid: 1,
        backendStart: new Date(0),
        since: new Date(),
        heartbeatAt: new Date(),
      },
    });
    expect(await findRun(opened.context, dead.id)).toMatchObject({
      state: "failed",
      error: { code: "run-interrupted" },
    });
    expect((await run(opened)).state).toBe("succeeded");
  });

  test("a cancelled run ends as cancelled and changes nothing", async () => {
    const opened = await open({ people: 300 });
    const abort = new AbortController();
    const outcome = await sync(opened.context, {
      requestedBy: "test",
      signal: abort.signal,
      onProgress: ({ phase }) => {
        if (phase === "users") abort.abort();
      },
    });
    expect(outcome).toMatchObject({ state: "ended", run: { state: "cancelled" } });
    expect(await live(opened)).toEqual([]);
    if (outcome.state === "ended") expect(await cancelRun(opened.context, { run: outcome.run.id })).toBe(false);
  });
});

describe("a preview", () => {
  test("counts what a run would do and changes nothing", async () => {
    const opened = await open();
    const done = await run(opened, "preview");
    expect(done).toMatchObject({ kind: "preview", state: "succeeded" });
    expect(done.counts.created).toBeGreaterThan(0);
    expect(await live(opened)).toEqual([]);
    expect(await opened.context.db.prisma.microsoftGraphUserChange.count()).toBe(0);
    expect((await run(opened)).counts).toMatchObject({ created: done.counts.created });
  });
});

test("a database that holds another tenant's copy is left alone", async () => {
  const opened = await open();
  await run(opened);
  await opened.context.db.prisma.syncScope.updateMany({
    data: { tenantId: "00000000-0000-4000-8000-000000000000" },
  });
  const before = await live(opened);
  expect((await run(opened)).error).toMatchObject({ code: "directory-changed" });
  expect(await live(opened)).toEqual(before);
});
