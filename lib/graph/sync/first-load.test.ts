import { afterEach, describe, expect, test } from "vitest";
import { sync } from "../../commands/sync.ts";
import { type TestContext, testContext } from "../../testing/test-context.ts";
import { putIndexesBack, setIndexesAside } from "./closing/indexes-aside.ts";

let opened: TestContext | undefined;

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

async function open(options: Parameters<typeof testContext>[0]) {
  opened = await testContext(options);
  return opened;
}

async function run({ context }: TestContext, options: { kind?: "full" | "delta"; until?: number } = {}) {
  const abort = new AbortController();
  const outcome = await sync(context, {
    requestedBy: "test",
    kind: options.kind ?? "delta",
    signal: abort.signal,
    onProgress: ({ phase, done }) => {
      if (phase === "users" && done >= (options.until ?? Number.POSITIVE_INFINITY)) abort.abort();
    },
  });
  if (outcome.state !== "ended") throw new Error("another run is in progress");
  return outcome.run;
}

async function mirror({ context }: TestContext) {
  const rows = await context.db.prisma.microsoftGraphUser.findMany({ where: { deletedAt: null } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

function directory({ tenant }: TestContext, groupId = tenant.groupToSync.id) {
  return new Map(tenant.effectiveMembers(groupId).map((id) => [id, tenant.users.find(id)?.displayName ?? null]));
}

describe("a first load that was interrupted", () => {
  const large = { people: 400, tenant: { pageLimit: 50, expandPageLimit: 50 } };

  test("is taken up where it stopped, and what changed meanwhile is told by the next delta run", async () => {
    const opened = await open(large);
    const { tenant } = opened;
    const interrupted = await run(opened, { until: 250 });
    expect(interrupted.state).toBe("cancelled");
    expect((await mirror(opened)).size).toBe(0);

    const [staged] = await opened.context.db.pool
      .query<{ id: string }>("SELECT id FROM sync_staged_user ORDER BY id")
      .then(({ rows }) => rows);
    const stagedId = staged?.id ?? "";
    tenant.updateUser(stagedId, { displayName: "Renamed meanwhile" });
    const left = tenant.groups.memberIds(tenant.groupToSync.id).find((id) => id !== stagedId && tenant.users.find(id));
    tenant.removeMember(tenant.groupToSync.id, left ?? "");

    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", kind: "full" });
    expect(done.reason).toMatch(/^first run, taken up after \d+ people$/);
    expect(new Set((await mirror(opened)).keys())).toEqual(new Set(directory(opened).keys()));
    expect(await run(opened)).toMatchObject({ state: "succeeded", kind: "delta" });
    expect(await mirror(opened)).toEqual(directory(opened));
  });

  test("begins anew when its place is no longer known, and shows everybody once", async () => {
    const opened = await open({ ...large, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
    await run(opened, { until: 250 });
    opened.tenant.faults.add({ kind: "expired-page-token", match: "/v1.0/users?" });
    const done = await run(opened);
    expect(done.error).toBeUndefined();
    const people = opened.tenant.users.count();
    expect(done).toMatchObject({ state: "succeeded", counts: { created: people } });
    expect((await mirror(opened)).size).toBe(people);
  });

  test("begins anew when it was long ago", async () => {
    const opened = await open(large);
    await run(opened, { until: 250 });
    await opened.context.db.pool.query(`UPDATE sync_checkpoint SET "takenAt" = "takenAt" - interval '61 minutes'`);
    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", reason: "first run" });
    expect(await mirror(opened)).toEqual(directory(opened));
    expect(await opened.context.db.prisma.syncCheckpoint.count()).toBe(0);
  });
});

describe("a first load over a slow line", () => {
  const slow = { people: 900, tenant: { pageLimit: 50, expandPageLimit: 50 } };
  const slowFirstPage = (match: string) => ({ kind: "delay" as const, match, delayMs: 1_000 });

  test("reads everyone in slices, as many as Microsoft counts", async () => {
    const opened = await open({ ...slow, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
    opened.tenant.faults.add(slowFirstPage("/v1.0/users?"));
    const done = await run(opened);
    const people = opened.tenant.users.count();
    expect(done).toMatchObject({
      state: "succeeded",
      proof: { users: { plan: "slices", pageSize: 50, read: people, counted: people } },
    });
    expect((await mirror(opened)).size).toBe(people);
  });

  test("reads the members of a large group in slices, and whoever is directly in it", async () => {
    const opened = await open({ people: 5_000, tenant: { pageLimit: 200 } });
    opened.tenant.faults.add(slowFirstPage("/transitiveMembers?"));
    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", proof: { members: { slices: expect.any(Number) } } });
    expect(await mirror(opened)).toEqual(directory(opened));
    const { rows } = await opened.context.db.pool.query<{ members: number }>(
      `SELECT count(*)::int AS members FROM microsoft_graph_group_member WHERE "groupId" = $1`,
      [opened.tenant.groupToSync.id],
    );
    expect(rows).toEqual([{ members: opened.tenant.groups.memberIds(opened.tenant.groupToSync.id).length }]);
  });

  test("reads page after page where the slices held fewer than Microsoft counts, and says so", async () => {
    const opened = await open({ ...slow, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
    opened.tenant.faults.add(slowFirstPage("/v1.0/users?"));
    opened.tenant.faults.add({ kind: "next-link-vanishes", match: /users\?\$filter=startswith.*\$top=\d\d/ });
    const done = await run(opened);
    expect(done).toMatchObject({ state: "succeeded", proof: { users: { plan: "listing" } } });
    expect(done.proof?.users?.instead).toMatch(/^The slices held \d+ of the directory's/);
    expect((await mirror(opened)).size).toBe(opened.tenant.users.count());
  });
});

test("indexes set aside for a first load are made again as they were, also an administrator's own", async () => {
  const { context } = await open({ people: 1 });
  const { db } = context;
  const indexes = async () => (await db.pool.query("SELECT indexdef FROM pg_indexes ORDER BY indexname")).rows;
  await db.pool.query(`CREATE INDEX by_city ON microsoft_graph_user (lower("city")) WHERE "deletedAt" IS NULL`);
  const before = await indexes();
  await setIndexesAside(db, { people: 10_000 });
  expect((await indexes()).length).toBeLessThan(before.length - 5);
  await Promise.all([putIndexesBack(db), putIndexesBack(db)]);
  expect(await indexes()).toEqual(before);
});
