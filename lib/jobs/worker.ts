import { type JobHelpers, Logger, parseCronItems, run } from "graphile-worker";
import pg from "pg";
import { z } from "zod";
import { supervisionSummary } from "../commands/supervisors.ts";
import { sync } from "../commands/sync.ts";
import type { ActingContext } from "../context.ts";
import type { Log } from "../log.ts";
import { enqueue, workerApplicationName } from "./queue.ts";
import { tick, tidy } from "./tick.ts";

const syncPayload = z.object({ run: z.number().int() });
const tickPayload = z.object({ _cron: z.object({ ts: z.coerce.date() }) });

/**
 * Works off the queue until `signal` aborts; a sync that is under way is then cancelled and changes nothing. Any number
 * of worker processes may share one database.
 *
 * @throws whatever made the queue unusable, such as a database that went away for good; the caller starts anew
 */
export async function runWorker(context: ActingContext, { signal }: { signal: AbortSignal }): Promise<void> {
  if (signal.aborted) return;
  const pool = new pg.Pool({
    connectionString: context.db.url,
    application_name: workerApplicationName,
    // One listens, one asks, and each of the jobs at work may need one.
    max: 6,
  });
  pool.on("error", () => {});
  try {
    const runner = await run({
      pgPool: pool,
      // A tick must not wait behind a long sync.
      concurrency: 3,
      noHandleSignals: true,
      pollInterval: 5000,
      logger: loggerOf(context.log),
      taskList: {
        sync: (payload) => runSyncJob(context, { run: syncPayload.parse(payload).run, signal }),
        tick: (payload, helpers) => runTick(context, { minute: tickPayload.parse(payload)._cron.ts, helpers }),
      },
      // No backfill: what was missed while no worker ran is not made up for at the next start.
      parsedCronItems: parseCronItems([
        { task: "tick", match: "* * * * *", options: { jobKey: "tick", maxAttempts: 1, backfillPeriod: 0 } },
      ]),
    });
    const stop = () => void runner.stop().catch(() => {});
    signal.addEventListener("abort", stop, { once: true });
    await tidy(context);
    await runner.promise;
    signal.removeEventListener("abort", stop);
  } finally {
    await pool.end();
  }
}

async function runSyncJob(
  context: ActingContext,
  { run: id, signal }: { run: number; signal: AbortSignal },
): Promise<void> {
  context.log.info("sync begins", { run: id });
  const outcome = await sync(context, { requestedBy: "worker", run: id, signal });
  if (outcome.state === "busy") {
    // Somebody else runs at this moment, from a command line perhaps. This run waits for its turn.
    await enqueue(context.db, "sync", { run: id }, { jobKey: `sync-${id}`, delaySeconds: 5 });
    return;
  }
  if (outcome.state === "gone") {
    // Its job was there twice, or a person cancelled it while it waited.
    context.log.info("sync was no longer waiting", { run: id, state: outcome.run.state });
    return;
  }
  const { state, error, durationMs } = outcome.run;
  context.log.info("sync ended", { run: id, state, durationMs, code: error?.code, requestId: error?.requestId });
  // So that the first page after the run need not wait for it. The run has ended well without.
  await supervisionSummary(context).catch((failure: unknown) => {
    context.log.error("spans were not worked out", { run: id, error: String(failure) });
  });
}

/** A failing tick is said and forgotten: the next one comes in a minute. */
async function runTick(
  context: ActingContext,
  { minute, helpers }: { minute: Date; helpers: JobHelpers },
): Promise<void> {
  try {
    await tick(context, { minute });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    context.log.error("the minute's check failed", { job: helpers.job.id, error: words });
  }
}

/** The queue's own messages, without the payloads it would attach. */
function loggerOf(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const fields = { worker: scope.workerId, task: scope.taskIdentifier, job: scope.jobId };
    if (level === "error") log.error(message, fields);
    else log.debug(message, fields);
  });
}
