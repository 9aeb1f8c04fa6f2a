import { workerConnected } from "#lib/commands/health.ts";
import type { Run } from "#lib/commands/runs.ts";
import type { Context } from "#lib/context.ts";
import { type RunSnapshot, snapshotOf } from "../runs/_parts/run-snapshot.ts";

/** Where a run is now. For one that waits, workers are looked for: without any it would wait for ever. */
export async function runSnapshot(context: Context, run: Run): Promise<RunSnapshot> {
  const hasWorker = run.state === "queued" ? await workerConnected(context) : undefined;
  return snapshotOf(run, { now: context.now(), hasWorker });
}
