import type pg from "pg";
import { recordAudit } from "../audit/record.ts";
import type { ActingContext } from "../context.ts";
import { AppError } from "../errors.ts";
import type { RequestedKind } from "../graph/sync/cursor.ts";
import { closeDeadRuns, findHolder } from "../graph/sync/lease.ts";
import { enterQueuedRun, findRun, joinQueuedRun, type Run } from "../graph/sync/ledger.ts";
import type { Progress } from "../graph/sync/phases.ts";
import { runSync } from "../graph/sync/run.ts";
import { inTransaction } from "../graph/sync/transaction.ts";

export type { RequestedKind } from "../graph/sync/cursor.ts";

/** Who asks for the runs that nobody asks for. */
export const scheduleName = "schedule";

export type Busy = { state: "busy"; run: number; holder: string; since: Date };
export type SyncOutcome =
  | { state: "ended"; run: Run }
  | Busy
  /** The queued run was no longer waiting: `run` is how it stands, taken by another process or ended. Nothing was done. */
  | { state: "gone"; run: Run };

/**
 * Runs one sync in this process and waits for its end. A run that failed is `ended` too: its ledger entry says how.
 *
 * @param options.run takes a queued run instead of entering a new one (the worker does).
 */
export async function sync(
  context: ActingContext,
  options: {
    requestedBy: string;
    /** `delta` unless said: what changed since the last run, or everything where that is not sound. */
    kind?: RequestedKind;
    /** The preview whose plan is to be applied; see `applyPlan`. */
    plan?: number;
    reason?: string;
    run?: number;
    signal?: AbortSignal;
    onProgress?: (progress: Progress) => void;
  },
): Promise<SyncOutcome> {
  const outcome = await runSync(context, { ...options, kind: options.kind ?? "delta" });
  if (outcome.state === "busy") {
    const { run, holder, since } = outcome.holder;
    return { state: "busy", run, holder, since };
  }
  const id = outcome.state === "ended" ? outcome.run : options.run;
  const run = id === undefined ? undefined : await findRun(context.db, id);
  if (!run) throw new AppError("internal", "The run is not in the ledger any more.");
  return { state: outcome.state, run };
}

/**
 * Asks a worker for a run and returns at once. Pressed twice, it is one run; a queued run whose job was lost is queued
 * again, because the job's key is the run. One that waits to read changes is made to read everything when somebody asks
 * for that. A preview writes nothing and the application of a plan may be refused, so neither stands for another wish.
 */
export async function queueSync(
  context: ActingContext,
  { requestedBy, kind = "delta", plan }: { requestedBy: string; kind?: RequestedKind; plan?: number },
): Promise<{ state: "queued"; run: number } | Busy> {
  const { db, now } = context;
  await closeDeadRuns(db, { at: now() });
  const holder = await findHolder(db);
  if (holder) return { state: "busy", run: holder.run, holder: holder.holder, since: holder.since };
  const run = await inTransaction(db, async (client) => {
    const queued = await joinQueuedRun(client, { kind, plan });
    const run = queued ?? (await enterQueuedRun(client, { kind, plan, requestedBy }));
    // What runs by itself is in the ledger, and would bury in the log what people did.
    if (requestedBy !== scheduleName) await noteWish(client, { context, requestedBy, run, kind, plan });
    return run;
  });
  // Loaded here, because a run in this process has no need of the queue.
  const { enqueue } = await import("../jobs/queue.ts");
  await enqueue(db, "sync", { run }, { jobKey: `sync-${run}` });
  return { state: "queued", run };
}

/** Asks a run to stop; it ends as cancelled within seconds and changes nothing. @returns false when it is not open. */
export async function cancelRun(context: ActingContext, { run }: { run: number }): Promise<boolean> {
  const { db, actor } = context;
  const at = context.now();
  return await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE sync_run SET "cancelRequested" = true WHERE id = $1 AND state IN ('queued', 'running')`,
      [run],
    );
    if (rowCount !== 1) return false;
    // A queued run has nobody yet who would notice the wish.
    await client.query(
      `UPDATE sync_run SET state = 'cancelled', "finishedAt" = $2, "errorCode" = 'run-cancelled',
         "errorMessage" = 'The run was cancelled before it began; nothing was changed.'
       WHERE id = $1 AND state = 'queued'`,
      [run, at],
    );
    await recordAudit(client, { at, by: actor, event: { kind: "sync-cancelled", run } });
    return true;
  });
}

async function noteWish(
  client: pg.ClientBase,
  {
    context,
    requestedBy,
    kind: reading,
    ...wish
  }: { context: ActingContext; requestedBy: string; run: number; kind: RequestedKind; plan?: number },
): Promise<void> {
  const by = { ...context.actor, name: requestedBy };
  await recordAudit(client, { at: context.now(), by, event: { kind: "sync-asked", reading, ...wish } });
}
