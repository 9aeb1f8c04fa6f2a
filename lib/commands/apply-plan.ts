import type { ActingContext, Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { closeDeadRuns } from "../graph/sync/lease.ts";
import { findRun, type Run } from "../graph/sync/ledger.ts";
import type { Progress } from "../graph/sync/phases.ts";
import { type Busy, queueSync, type SyncOutcome, sync } from "./sync.ts";

/**
 * Applies the plan of a preview in this process and waits for the end. The run reads the directory anew; where that
 * comes to exactly the plan's lines everything is written, the removals included whatever the guard says, because
 * whoever applies a plan has seen who goes. Otherwise the run is `failed` with `plan-outdated`, and nothing is changed.
 *
 * @throws AppError `not-found`, `plan-outdated` when there is no such plan to apply; then no run is entered.
 */
export async function applyPlan(
  context: ActingContext,
  {
    run,
    ...options
  }: { run: number; requestedBy: string; signal?: AbortSignal; onProgress?: (progress: Progress) => void },
): Promise<SyncOutcome> {
  await requireApplicable(context, run);
  return sync(context, { ...options, kind: "full", plan: run });
}

/**
 * Asks a worker to apply the plan of a preview; see `applyPlan`.
 *
 * @throws AppError `not-found`, `plan-outdated` as `applyPlan`.
 */
export async function queuePlan(
  context: ActingContext,
  { run, requestedBy }: { run: number; requestedBy: string },
): Promise<{ state: "queued"; run: number } | Busy> {
  await requireApplicable(context, run);
  return queueSync(context, { requestedBy, kind: "full", plan: run });
}

/**
 * The preview whose plan a run number stands for.
 *
 * @throws AppError `not-found` when the run is no preview that ended well, `plan-outdated` when its plan is not kept.
 */
export async function requirePlan(context: Context, run: number): Promise<Run> {
  await closeDeadRuns(context.db, { at: context.now() });
  const preview = await findRun(context.db, run);
  if (!preview) throw new AppError("not-found", `There is no run ${run}.`);
  if (preview.kind !== "preview") {
    throw new AppError("not-found", `Run ${run} is no preview: only a preview has a plan.`);
  }
  if (preview.state !== "succeeded") {
    throw new AppError("not-found", `Run ${run} has no plan: a preview has one when it has succeeded.`);
  }
  if (preview.planLines === null) {
    throw new AppError("plan-outdated", `The plan of run ${run} is not kept any more. Make a new preview.`);
  }
  return preview;
}

/** The newest run that was to apply a plan, if any. */
export async function findApplication({ db }: Context, { plan }: { plan: number }): Promise<Run | undefined> {
  const row = await db.prisma.syncRun.findFirst({ where: { plan }, orderBy: { id: "desc" }, select: { id: true } });
  return row ? findRun(db, row.id) : undefined;
}

async function requireApplicable(context: Context, run: number): Promise<void> {
  await requirePlan(context, run);
  const applied = await context.db.prisma.syncRun.findFirst({
    where: { plan: run, state: "succeeded" },
    select: { id: true },
  });
  if (applied) throw new AppError("plan-outdated", `Run ${applied.id} has applied the plan of run ${run} already.`);
}
