import { currentRun, queuedRuns } from "../commands/runs.ts";
import { scheduleStanding } from "../commands/schedule.ts";
import { queueSync, scheduleName } from "../commands/sync.ts";
import type { ActingContext, Context } from "../context.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { dueRun } from "./due.ts";
import { enqueue } from "./queue.ts";
import { unlockDeadWorkers } from "./unlock.ts";

/** A queued run that no worker has taken for so long has lost its job. */
const lostAfterMs = 60_000;

/**
 * What a worker does every minute: closes and frees what killed processes left, and starts what the schedule asks for.
 * The schedule is read here and not given to the queue, which reads its own crontab at process start only.
 *
 * @param minute the minute this tick stands for, also when it comes late
 */
export async function tick(context: ActingContext, { minute }: { minute: Date }): Promise<void> {
  await tidy(context);
  const { schedule } = await effectiveSettings(context);
  const kind = schedule.value && dueRun(schedule.value)(minute);
  if (!kind) return;
  const standing = await scheduleStanding(context);
  if (standing.state === "paused") {
    context.log.info("the schedule is paused", { kind, code: standing.because.code, run: standing.run });
  }
  if (standing.state !== "running") return;
  const queued = await queueSync(context, { requestedBy: scheduleName, kind });
  context.log.info("scheduled run", { state: queued.state, run: queued.run });
}

/** Looking at the current run closes it when its process is gone; then its worker can be freed, and lost jobs repeated. */
export async function tidy(context: Context): Promise<void> {
  await currentRun(context);
  const unlocked = await unlockDeadWorkers(context.db);
  if (unlocked > 0) context.log.info("freed what a killed worker had locked", { jobs: unlocked });
  for (const run of await queuedRuns(context)) {
    if (context.now().getTime() - run.requestedAt.getTime() < lostAfterMs) continue;
    // Its worker was killed between taking the job and the lease. The key is the run's, so a job that waits is replaced.
    await enqueue(context.db, "sync", { run: run.id }, { jobKey: `sync-${run.id}` });
  }
}
