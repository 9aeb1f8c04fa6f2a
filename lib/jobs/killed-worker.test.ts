import { afterEach, expect, test } from "vitest";
import { findRun } from "../commands/runs.ts";
import { queueSync } from "../commands/sync.ts";
import { serveTenant } from "../tenant/serve.ts";
import { startScript, until } from "../testing/child.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { runWorker } from "./worker.ts";

let opened: TestContext;

afterEach(() => opened.close());

test("after a worker was killed at work another closes its run, and the next run works", async () => {
  opened = await testContext({ people: 200, tenant: { latency: { requestMs: 400 } } });
  const { context, tenant } = opened;
  const served = await serveTenant(tenant);
  const { child, ended } = startScript(
    `const { workerCommand } = await import("./lib/cli/worker.ts");
     await workerCommand({ environment: process.env });`,
    {
      environment: {
        MSGRAPH_TENANT_ID: tenant.tenantId,
        MSGRAPH_APPLICATION_ID: tenant.clientId,
        MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
        MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
        MSGRAPH_LOGIN_ORIGIN: served.origin,
        MSGRAPH_GRAPH_ORIGIN: served.origin,
        DATABASE_URL: context.db.url,
      },
    },
  );
  const first = await queueSync(context, { requestedBy: "test" });
  await until(async () => (await findRun(context, first.run))?.state === "running", { what: "the run's beginning" });
  child.kill("SIGKILL");
  await ended;
  await served.close();

  const controller = new AbortController();
  const worker = runWorker(context, { signal: controller.signal });
  await until(async () => (await findRun(context, first.run))?.state === "failed", { what: "the closing of the run" });
  expect(await context.db.prisma.microsoftGraphUser.count()).toBe(0);
  const second = await queueSync(context, { requestedBy: "test" });
  expect(second.state).toBe("queued");
  await until(async () => (await findRun(context, second.run))?.state === "succeeded", { what: "the second run" });
  const left = "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'sync'";
  await until(async () => (await context.db.pool.query(left)).rowCount === 0, { what: "an empty queue" });
  controller.abort();
  await worker;
});
