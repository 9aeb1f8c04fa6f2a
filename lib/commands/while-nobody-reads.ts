import type { ActingContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { whileNoRun } from "../graph/sync/borrowed-turn.ts";
import { closeDeadRuns } from "../graph/sync/lease.ts";

/**
 * Works while no run reads or writes: what is taken away from the copy would otherwise be written back by a run that has
 * already read it.
 *
 * @param what is done meanwhile, for whoever wants to start a run: "erasing a person"
 * @throws AppError `run-in-progress` when a run is at work.
 */
export async function whileNobodyReads<Result>(
  { db, now, actor }: ActingContext,
  { what, work }: { what: string; work: () => Promise<Result> },
): Promise<Result> {
  await closeDeadRuns(db, { at: now() });
  const last = await db.prisma.syncRun.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
  // Before the first run there is nothing that one could write back.
  if (!last) return await work();
  const outcome = await whileNoRun(db, { run: last.id, holder: `${actor.name} (${what})`, at: now() }, work);
  if (outcome.state === "done") return outcome.result;
  throw new AppError(
    "run-in-progress",
    `Run ${outcome.holder.run} is at work and would write back what is taken away now. Try again when it has ended.`,
  );
}
