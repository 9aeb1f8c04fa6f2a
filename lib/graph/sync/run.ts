import type pg from "pg";
import type { Context } from "../../context.ts";
import type { Database } from "../../db/database.ts";
import { AppError, reportOf } from "../../errors.ts";
import { effectiveSettings } from "../../settings/effective-settings.ts";
import type { GraphSession } from "../client/graph.ts";
import { closeWithChanges, tidyIndexes } from "./closing/close.ts";
import { forgetLeftOut } from "./closing/left-out.ts";
import { firstRun, isFirstRun, planReading, type ReadingPlan, type RequestedKind } from "./cursor.ts";
import { readSinceLastRun } from "./delta-run.ts";
import type { Findings } from "./findings.ts";
import { readEverything } from "./full-run.ts";
import { type Holder, type Lease, takeLease } from "./lease.ts";
import { closeWithoutChange, type RunKind, recordProgress, type Usage } from "./ledger.ts";
import { Phases, type Progress } from "./phases.ts";
import type { Reading } from "./reading/read.ts";
import { ReadEverythingInstead } from "./reading/read-changes.ts";
import { type ResolvedScope, resolveScope } from "./scope.ts";
import { FirstLoad, findCheckpoint } from "./staging/checkpoint.ts";
import { emptyStaging, openStaging, resumedStaging } from "./staging/staging.ts";
import { inTransaction } from "./transaction.ts";

export type RunRequest = {
  /** What is asked for; `delta` becomes full where going on from the last run is not sound. */
  kind: RequestedKind;
  /** The preview whose plan is to be applied, by a full run. */
  plan?: number;
  /** Who asked: a person's UPN, "command line", "schedule". */
  requestedBy: string;
  /** Why the run is of this kind, as the ledger shall say it. */
  reason?: string;
  /** A queued run to take; without it a new one is entered. */
  run?: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
};

/** `ended` also for runs that failed: the ledger says how. */
export type RunOutcome = { state: "ended"; run: number } | { state: "busy"; holder: Holder } | { state: "gone" };

/**
 * One sync run, from the request to its line in the ledger: take the lease, find out what is meant, read everything
 * into staging, prove who is gone, and show all of it in one transaction. Whatever fails on the way changes nothing.
 */
export async function runSync(context: Context, request: RunRequest): Promise<RunOutcome> {
  const { db, now, log } = context;
  const taken = await takeLease(db, { ...request, at: now(), actor: context.actor });
  if (taken.state !== "taken") return taken;
  const { lease } = taken;
  const signal = request.signal ? AbortSignal.any([lease.signal, request.signal]) : lease.signal;
  // What reads beside a part that failed stops with the run.
  const ended = new AbortController();
  const session = context.graph.session({ signal: AbortSignal.any([signal, ended.signal]) });
  try {
    await readAndClose(context, { request, lease, session, signal });
  } catch (error) {
    await closeFailed(context, { run: lease.run, error: reasonOf(error, signal), usage: session.usage });
  } finally {
    ended.abort();
    // The run has ended; whatever comes of this only concerns the speed of lists and searches, and the next run does it
    // again. Also after a failure, which may have come when the indexes of a first load were already set aside.
    await tidyIndexes(db).catch((error) =>
      log.error("indexes were not tidied", { run: lease.run, error: String(error) }),
    );
    await lease.release();
  }
  return { state: "ended", run: lease.run };
}

async function readAndClose(
  context: Context,
  {
    request,
    lease,
    session: everything,
    signal,
  }: { request: RunRequest; lease: Lease; session: GraphSession; signal: AbortSignal },
): Promise<void> {
  const { db, now } = context;
  const { run, requested } = lease;
  const settings = await effectiveSettings(context);
  const session = everything.leavingOut(settings.leftOut.value);
  const { client, close } = await openStaging(db);
  try {
    const report = reporter(context, { run, session, signal, request });
    await report("group", 0);
    if (requested === "delta" && (await isFirstRun(db))) await noteFirstRun(db, run);
    const scope = await resolveScope(db, session, {
      groupSetting: settings.groupToSync.value,
      memberships: settings.memberships.value,
    });
    const plan = await planReading(db, { requested, plan: lease.plan, reason: request.reason, scope, at: now() });
    const { kind, findings } = await readBy(plan, { context, client, session, run, report, scope, requested });

    signal.throwIfAborted();
    await report("writing", 0);
    await closeWithChanges(db, {
      ...findings,
      run,
      kind,
      scope,
      guard: settings.removalGuard.value,
      retentionDays: settings.retentionDays.value,
      auditRetentionDays: settings.auditRetentionDays.value,
      usage: session.usage,
      at: now(),
      now,
      plan: lease.plan,
    });
  } finally {
    close();
  }
}

type ReadingParts = Pick<Reading, "session" | "run" | "report"> & {
  context: Context;
  client: pg.ClientBase;
  scope: ResolvedScope;
  requested: RequestedKind;
};

/** Reads as planned; changes that cannot be trusted turn the run into a full one, and the ledger says why. */
async function readBy(plan: ReadingPlan, parts: ReadingParts): Promise<{ kind: RunKind; findings: Findings }> {
  const { context, run, scope, requested } = parts;
  if (plan.kind === "full") {
    const kind = requested === "preview" ? "preview" : "full";
    // A field that the environment leaves out since the last run; the browser's are gone since they were chosen.
    if (kind === "full")
      await inTransaction(context.db, (client) => forgetLeftOut(client, { ...scope, at: context.now() }));
    const reading = plan.isFirst && kind === "full" ? await beginFirstLoad(parts) : await beginReading(parts);
    const resumed = reading.firstLoad?.from && `, taken up after ${reading.staging.people.staged} people`;
    await notePlan(context, { run, scope, kind, reason: plan.reason + (resumed ?? "") });
    return { kind, findings: await readEverything(reading, { scope, db: context.db }) };
  }
  await notePlan(context, { run, scope, kind: "delta", reason: plan.reason });
  try {
    const reading = await beginReading(parts);
    return { kind: "delta", findings: await readSinceLastRun(reading, { scope, cursors: plan.cursors }) };
  } catch (error) {
    if (!(error instanceof ReadEverythingInstead)) throw error;
    return await readBy({ kind: "full", reason: error.message, isFirst: false }, parts);
  }
}

async function beginReading({ client, session, run, report }: ReadingParts): Promise<Reading> {
  return { staging: await emptyStaging(client), session, run, report };
}

/** A first load shows nothing until its end, and goes on from where an interrupted one stopped. */
async function beginFirstLoad({ context, client, session, run, report, scope }: ReadingParts): Promise<Reading> {
  const at = context.now();
  const checkpoint = await findCheckpoint(client, { scope, at });
  const staging = checkpoint ? await resumedStaging(client) : await emptyStaging(client);
  return { staging, session, run, report, firstLoad: new FirstLoad(staging, { scope, at, checkpoint }) };
}

// Also a first run that fails before it knows its scope was meant to read everything.
async function noteFirstRun(db: Database, run: number): Promise<void> {
  await db.prisma.syncRun.update({ where: { id: run }, data: { kind: "full", reason: firstRun } });
}

async function notePlan(
  { db }: Context,
  { run, scope, kind, reason }: { run: number; scope: ResolvedScope; kind: RunKind; reason: string },
): Promise<void> {
  await db.prisma.syncRun.update({
    where: { id: run },
    data: {
      kind,
      reason,
      tenantId: scope.tenantId,
      groupId: scope.group?.id ?? null,
      groupDisplayName: scope.group ? scope.group.displayName : "every user of the directory",
    },
  });
}

// Progress is for people: more than two writes a second would only cost.
const progressEveryMs = 500;

function reporter(
  { db }: Context,
  options: { run: number; session: GraphSession; signal: AbortSignal; request: RunRequest },
): Reading["report"] {
  let written = 0;
  let phaseBefore: string | undefined;
  const phases = new Phases();
  return async (phase, done, total) => {
    options.signal.throwIfAborted();
    const progress = { phase, done, total };
    const soFar = phases.note(progress, { at: performance.now() });
    options.request.onProgress?.(progress);
    if (phase === phaseBefore && Date.now() - written < progressEveryMs) return;
    written = Date.now();
    phaseBefore = phase;
    await recordProgress(db, options.run, { progress, phases: soFar, usage: options.session.usage });
  };
}

/** An aborted wait surfaces as whatever was waiting; the reason of the abort is what a person has to read. */
export function reasonOf(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError("run-cancelled", "The run was cancelled; nothing was changed.", { cause: error });
}

/** Closes a run that failed or was cancelled, and tells the log why. */
export async function closeFailed(
  { db, log, now }: Context,
  { run, error, usage }: { run: number; error: unknown; usage: Usage },
): Promise<void> {
  const report = reportOf(error);
  log.error("sync run failed", { run, code: report.code, reason: report.message, requestId: report.requestId });
  if (report.code === "internal") log.debug("unexpected error", { run, stack: (error as Error)?.stack });
  await closeWithoutChange(db.pool, run, { error: report, usage, at: now() });
}
