import type { ActingContext, Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { approveRemovals, dismissRemovals } from "../graph/sync/closing/decide.ts";
import { findWaitingRun, type HeldRemoval, listHeldRemovals } from "../graph/sync/closing/held.ts";
import { closeDeadRuns, type Holder } from "../graph/sync/lease.ts";
import { findRun, type Run } from "../graph/sync/ledger.ts";
import type { Busy } from "./sync.ts";

export type { HeldRemoval } from "../graph/sync/closing/held.ts";

/** A decision about a held run; `kept` is how many of an approval's people are back and were not removed. */
export type Decided = { state: "decided"; run: Run; kept: number } | Busy;

type Decision = { run: number; decidedBy: string };

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
 * Removes the people a held run listed, once; each is asked for by id before, and who is back is kept. Only the newest held
 * run can be decided: what an older one listed has been looked at again since.
 *
 * @throws AppError `not-found` for an unknown run; `plan-outdated` when nothing of this run waits any more, or when another
 *   tenant or group is configured now; those of Microsoft Graph. Nothing is changed then.
 */
export async function approveRun(
  context: ActingContext,
  options: Decision & { signal?: AbortSignal },
): Promise<Decided> {
  await requireWaiting(context, options);
  const outcome = await approveRemovals(context, options);
  if (outcome.state === "busy") return busyWith(outcome.holder);
  const { kept, removed } = outcome.result;
  context.log.info("held removals approved", { run: options.run, removed, kept });
  return await decided(context, { run: options.run, kept });
}

/** Removes nobody. A no is not an exemption: the next run looks again. Throws as `approveRun`, and asks Microsoft nothing. */
export async function rejectRun(context: ActingContext, options: Decision): Promise<Decided> {
  return await dismiss(context, { ...options, verdict: "rejected" });
}

/** Lets the next run decide, under the guard that holds then. Throws as `rejectRun`. */
export async function leaveToNextRun(context: ActingContext, options: Decision): Promise<Decided> {
  return await dismiss(context, { ...options, verdict: "guard-raised" });
}

async function dismiss(
  context: Context,
  options: Decision & { verdict: "rejected" | "guard-raised" },
): Promise<Decided> {
  await requireWaiting(context, options);
  const outcome = await dismissRemovals(context, options);
  if (outcome.state === "busy") return busyWith(outcome.holder);
  return await decided(context, { run: options.run, kept: 0 });
}

async function requireWaiting({ db, now }: Context, { run }: { run: number }): Promise<void> {
  if (!(await findRun(db, run))) throw new AppError("not-found", `There is no run ${run}.`);
  const waiting = await findWaitingRun(db);
  if (waiting !== run) {
    const hint = waiting === undefined ? "No run waits for approval." : `Run ${waiting} is the one that waits now.`;
    throw new AppError("plan-outdated", `Nothing of run ${run} waits for approval any more. ${hint}`);
  }
  await closeDeadRuns(db, { at: now() });
}

function busyWith({ run, holder, since }: Holder): Busy {
  return { state: "busy", run, holder, since };
}

async function decided({ db }: Context, { run, kept }: { run: number; kept: number }): Promise<Decided> {
  const found = await findRun(db, run);
  if (!found) throw new AppError("internal", "The run is not in the ledger any more.");
  return { state: "decided", run: found, kept };
}
