import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { decideRemovals } from "../graph/sync/decide.ts";
import { findWaitingRun, type HeldRemoval, listHeldRemovals } from "../graph/sync/held.ts";
import { closeDeadRuns } from "../graph/sync/lease.ts";
import { findRun, type Run } from "../graph/sync/ledger.ts";
import type { Busy } from "./sync.ts";

export type { HeldRemoval } from "../graph/sync/held.ts";

export type Decided = { state: "decided"; run: Run } | Busy;

/** Who waits for a yes in a run, by id; `after` is the last id of the page before. */
export async function heldRemovals(
  context: Context,
  { run, after, limit = 100 }: { run: number; after?: string; limit?: number },
): Promise<HeldRemoval[]> {
  return listHeldRemovals(context.db, { run, after, limit });
}

/** The newest run that waits for a person's yes. */
export async function runWaitingForApproval(context: Context): Promise<number | undefined> {
  return findWaitingRun(context.db);
}

/**
 * Removes the people a held run listed, once; or leaves them where they are. Only the newest held run can be decided:
 * what an older one listed has been looked at again since.
 *
 * @throws AppError `not-found` for an unknown run, `plan-outdated` when nothing of this run waits any more.
 */
export async function approveRun(context: Context, options: { run: number; decidedBy: string }): Promise<Decided> {
  return decide(context, { ...options, decision: "approved" });
}

export async function rejectRun(context: Context, options: { run: number; decidedBy: string }): Promise<Decided> {
  return decide(context, { ...options, decision: "rejected" });
}

async function decide(
  context: Context,
  options: { run: number; decidedBy: string; decision: "approved" | "rejected" },
): Promise<Decided> {
  const { db, now } = context;
  const run = await findRun(db, options.run);
  if (!run) throw new AppError("not-found", `There is no run ${options.run}.`);
  const waiting = await findWaitingRun(db);
  if (waiting !== options.run) {
    const hint = waiting === undefined ? "No run waits for approval." : `Run ${waiting} is the one that waits now.`;
    throw new AppError("plan-outdated", `Nothing of run ${options.run} waits for approval any more. ${hint}`);
  }
  await closeDeadRuns(db, { at: now() });
  const outcome = await decideRemovals(db, { ...options, at: now() });
  if (outcome.state === "busy") {
    const { run: running, holder, since } = outcome.holder;
    return { state: "busy", run: running, holder, since };
  }
  const decided = await findRun(db, options.run);
  if (!decided) throw new AppError("internal", "The run is not in the ledger any more.");
  return { state: "decided", run: decided };
}
