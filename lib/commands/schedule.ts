import { lastAttempt } from "../consent/attempts.ts";
import type { Context } from "../context.ts";
import type { ErrorCode, ErrorReport } from "../errors.ts";
import { findRun, type Run, wholeRunKinds } from "../graph/sync/ledger.ts";
import { type NextDue, nextDue } from "../jobs/due.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { lastSettingChange } from "../settings/stored.ts";

/** What the schedule is doing now. */
export type ScheduleStanding =
  | { state: "off" }
  /** Until a person has seen one run succeed, nothing reads the directory by itself. */
  | { state: "waiting-for-first-success" }
  | { state: "running"; next: NextDue }
  /** Nothing runs by schedule until a person has put right what `run` ended with. */
  | { state: "paused"; because: ErrorReport; run: number };

/** A cron may name a day that never comes (30 February); looking further would be paid by every page. */
export const lookAheadDays = 8;

/**
 * Faults that the next run would meet again, because they are not Microsoft's or the network's to mend. Asking every
 * quarter of an hour with a refused secret only fills sign-in logs, and an account may be locked for it.
 */
const lastingFaults: ErrorCode[] = [
  "configuration",
  "consent-missing",
  "credentials-refused",
  "directory-changed",
  "group-ambiguous",
  "group-changed",
  "group-missing",
  "tenant-unknown",
];

/**
 * Whether runs start by schedule, when the next ones do, or why none does. Read from the ledger, so that every process
 * says the same and nothing has to be switched on again: the pause ends with a run by hand that reads (held counts),
 * with a changed setting and with consent that was granted.
 */
export async function scheduleStanding(context: Context): Promise<ScheduleStanding> {
  const schedule = (await effectiveSettings(context)).schedule.value;
  if (!schedule) return { state: "off" };
  if (!(await hasSucceededOnce(context))) return { state: "waiting-for-first-success" };
  const cause = await lastingFailure(context);
  if (cause && !(await changedSince(context, cause.since))) {
    return { state: "paused", because: cause.because, run: cause.run };
  }
  return { state: "running", next: nextDue(schedule, { after: context.now(), days: lookAheadDays }) };
}

async function hasSucceededOnce({ db }: Context): Promise<boolean> {
  const run = await db.prisma.syncRun.findFirst({
    where: { state: "succeeded", kind: { in: wholeRunKinds } },
    select: { id: true },
  });
  return run !== null;
}

/**
 * The newest run that told whether the configuration is right, if it told that it is not. A passing fault tells
 * nothing: an unreachable Microsoft after a refused secret does not make the secret a good one.
 */
async function lastingFailure({
  db,
}: Context): Promise<{ because: ErrorReport; run: number; since: Date } | undefined> {
  const newest = await db.prisma.syncRun.findFirst({
    where: {
      kind: { in: wholeRunKinds },
      OR: [{ state: { in: ["succeeded", "held"] } }, { state: "failed", errorCode: { in: lastingFaults } }],
    },
    // A run that waited in the queue ends after one of a higher number that was started from a command line.
    orderBy: [{ finishedAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
    select: { id: true, state: true },
  });
  const run = newest?.state === "failed" ? await findRun(db, newest.id) : undefined;
  if (!run?.error) return undefined;
  return { because: run.error, run: run.id, since: beginningOf(run) };
}

/** What was changed while the run was going on came too late for it: its beginning counts. */
function beginningOf({ startedAt, finishedAt, requestedAt }: Run): Date {
  return startedAt ?? finishedAt ?? requestedAt;
}

async function changedSince({ db }: Context, since: Date): Promise<boolean> {
  const [setting, consent] = await Promise.all([lastSettingChange({ db }), lastAttempt({ db })]);
  if (setting && setting > since) return true;
  return consent?.outcome.result === "granted" && new Date(consent.outcome.proof.at) > since;
}
