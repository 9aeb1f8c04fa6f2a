import type { Context } from "../context.ts";
import type { ErrorReport } from "../errors.ts";
import { type Counts, noCounts } from "../graph/sync/counts.ts";
import { closeDeadRuns } from "../graph/sync/lease.ts";
import {
  findOpenRun,
  listRuns as listLedger,
  listQueuedRuns,
  type Run,
  type RunKind,
  findRun as readRun,
} from "../graph/sync/ledger.ts";
import { boundsOf } from "./local-day.ts";

export type { Counts } from "../graph/sync/counts.ts";
export type { Answers, Proof, Run, RunKind, RunState } from "../graph/sync/ledger.ts";
export type { Phase, PhaseDone, Progress } from "../graph/sync/phases.ts";

/** One run, or undefined. Looking closes a run whose process is gone. */
export async function findRun(context: Context, id: number): Promise<Run | undefined> {
  await closeDeadRuns(context.db, { at: context.now() });
  return readRun(context.db, id);
}

/** Newest first; `day` ("2026-11-20", of `zone`) is the one they ended on. Looking closes a run whose process is gone. */
export async function listRuns(
  context: Context,
  { day, zone = "UTC", ...options }: { before?: number; day?: string; zone?: string; limit: number },
): Promise<Run[]> {
  await closeDeadRuns(context.db, { at: context.now() });
  return listLedger(context.db, { ...options, ended: day === undefined ? undefined : boundsOf(day, { zone }) });
}

/** The run that goes on or waits for a worker, if any. */
export async function currentRun(context: Context): Promise<Run | undefined> {
  await closeDeadRuns(context.db, { at: context.now() });
  return findOpenRun(context.db);
}

/** The runs that wait for a worker, oldest first. */
export async function queuedRuns({ db }: Context): Promise<{ id: number; requestedAt: Date }[]> {
  return listQueuedRuns(db);
}

/** The object that `sync --json` prints: the agreed keys, in the agreed order. */
export function runAsJson(run: Run): Record<string, unknown> {
  const counts: Counts = run.counts;
  return {
    run: String(run.id),
    kind: run.kind,
    state: run.state,
    reason: run.reason,
    counts,
    requests: run.requests,
    retries: run.retries,
    throttledSeconds: run.throttledSeconds,
    durationMs: run.durationMs,
    ...(run.error ? { error: run.error } : {}),
  };
}

/** The same object for a refusal before there was a run: the same keys, so that a script reads one shape. */
export function refusalAsJson({ kind, error }: { kind: RunKind; error: ErrorReport }): Record<string, unknown> {
  const cost = { requests: 0, retries: 0, throttledSeconds: 0, durationMs: 0 };
  return { run: null, kind, state: "failed", reason: null, counts: noCounts, ...cost, error };
}
