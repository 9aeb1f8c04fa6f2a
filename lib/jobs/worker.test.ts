import { afterEach, expect, test } from "vitest";
import { findRun } from "../commands/runs.ts";
import { queueSync, sync } from "../commands/sync.ts";
import type { ActingContext, Context } from "../context.ts";
import { until } from "../testing/child.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { enqueue, isWorkerConnected } from "./queue.ts";
import { tidy } from "./tick.ts";
import { unlockDeadWorkers } from "./unlock.ts";
import { runWorker } from "./worker.ts";

let opened: TestContext;

afterEach(() => opened.close());

/** Works in this process as `rollcall worker` does in its own; `stop` is its SIGTERM. */
function startWorker(context: ActingContext) {
  const controller = new AbortController();
  const ended = runWorker(context, { signal: controller.signal });
  return {
    async stop() {
      controller.abort();
      await ended;
    },
  };
}

async function jobs({ db }: Context): Promise<{ key: string | null; locked_by: string | null }[]> {
  const { rows } = await db.pool.query("SELECT key, locked_by FROM graphile_worker.jobs ORDER BY id");
  return rows;
}

/** What a worker leaves that is killed at work: its job locked, and its one attempt used up. */
async function lockAsKilledWorker({ db }: Context, key: string): Promise<void> {
  await db.pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = 'worker-killed', locked_at = now(), attempts = 1 WHERE key = $1`,
    [key],
  );
}

test("a queued run is done by a worker, on a database that never saw one before", async () => {
  opened = await testContext();
  const { context, tenant } = opened;
  const queued = await queueSync(context, { requestedBy: "test" });
  expect(queued.state).toBe("queued");
  const worker = startWorker(context);
  await until(async () => (await findRun(context, queued.run))?.state === "succeeded", { what: "the run" });
  expect(await isWorkerConnected(context.db)).toBe(true);
  await worker.stop();
  expect(await context.db.prisma.microsoftGraphUser.count()).toBe(
    tenant.effectiveMembers(tenant.groupToSync.id).length,
  );
  expect((await jobs(context)).filter(({ key }) => key !== "tick")).toEqual([]);
});

test("asking twice is one job", async () => {
  opened = await testContext();
  const { context } = opened;
  await enqueue(context.db, "sync", { run: 1 }, { jobKey: "sync-1" });
  await enqueue(context.db, "sync", { run: 1 }, { jobKey: "sync-1" });
  expect(await jobs(context)).toEqual([{ key: "sync-1", locked_by: null }]);
});

test("a job that is there twice for one run does it once", async () => {
  opened = await testContext();
  const { context } = opened;
  const { run } = await queueSync(context, { requestedBy: "test" });
  await enqueue(context.db, "sync", { run });
  const worker = startWorker(context);
  const waiting = async () => (await jobs(context)).filter(({ key }) => key !== "tick");
  await until(async () => (await waiting()).length === 0, { what: "an empty queue" });
  await worker.stop();
  expect(await findRun(context, run)).toMatchObject({ state: "succeeded" });
  expect(await context.db.prisma.syncRun.count()).toBe(1);
});

test("a worker that is told to stop cancels the run it is at, and the mirror stays as it was", async () => {
  opened = await testContext({ people: 200, tenant: { latency: { requestMs: 300 } } });
  const { context } = opened;
  const { run } = await queueSync(context, { requestedBy: "test" });
  const worker = startWorker(context);
  await until(async () => (await findRun(context, run))?.state === "running", { what: "the run's beginning" });
  await worker.stop();
  expect(await findRun(context, run)).toMatchObject({ state: "cancelled" });
  expect(await context.db.prisma.microsoftGraphUser.count()).toBe(0);
});

test("a run that finds another one at work waits for its turn", async () => {
  opened = await testContext({ people: 120, tenant: { latency: { requestMs: 200 } } });
  const { context } = opened;
  const queued = await queueSync(context, { requestedBy: "test" });
  const other = sync(context, { requestedBy: "somebody at a command line" });
  const worker = startWorker(context);
  expect(await other).toMatchObject({ state: "ended", run: { state: "succeeded" } });
  await until(async () => (await findRun(context, queued.run))?.state === "succeeded", { what: "the waiting run" });
  await worker.stop();
});

test("what a killed worker had locked is freed once its run is closed, and not before", async () => {
  opened = await testContext();
  const { context } = opened;
  const { run } = await queueSync(context, { requestedBy: "test" });
  await lockAsKilledWorker(context, `sync-${run}`);
  expect(await unlockDeadWorkers(context.db)).toBe(0);

  await context.db.prisma.syncRun.update({ where: { id: run }, data: { state: "failed", finishedAt: new Date() } });
  expect(await unlockDeadWorkers(context.db)).toBe(1);
  expect(await jobs(context)).toEqual([]);
});

test("a queued run whose job was lost with its worker is queued again", async () => {
  let now = new Date();
  opened = await testContext({ now: () => now });
  const { context } = opened;
  const { run } = await queueSync(context, { requestedBy: "test" });
  await lockAsKilledWorker(context, `sync-${run}`);
  await tidy(context);
  expect(await jobs(context)).toEqual([{ key: `sync-${run}`, locked_by: "worker-killed" }]);

  const preview = await queueSync(context, { requestedBy: "test", kind: "preview" });
  await lockAsKilledWorker(context, `sync-${preview.run}`);
  now = new Date(now.getTime() + 180_000);
  await tidy(context);
  for (const id of [run, preview.run]) {
    expect(await jobs(context)).toContainEqual({ key: `sync-${id}`, locked_by: null });
  }
});
