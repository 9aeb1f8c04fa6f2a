import type { Context } from "../../context.ts";
import { AppError, reportOf } from "../../errors.ts";
import { effectiveSettings } from "../../settings/effective-settings.ts";
import type { GraphSession } from "../client/graph.ts";
import { closeFullRun } from "./close.ts";
import { type Holder, type Lease, takeLease } from "./lease.ts";
import { closeWithoutChange, type Progress, type Proof, type RunKind, recordProgress, type Usage } from "./ledger.ts";
import {
  type Collected,
  type Reading,
  readDirectMembers,
  readEveryone,
  readGroups,
  readMembers,
  readMembersAsUsers,
} from "./read.ts";
import { proveGroupsGone, proveRemovals, type Removal } from "./removals.ts";
import { type ResolvedScope, resolveScope } from "./scope.ts";
import { openStaging } from "./staging.ts";

export type RunRequest = {
  kind: RunKind;
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
  const { db, now } = context;
  const taken = await takeLease(db, { ...request, at: now() });
  if (taken.state !== "taken") return taken;
  const { lease } = taken;
  const signal = request.signal ? AbortSignal.any([lease.signal, request.signal]) : lease.signal;
  const session = context.graph.session({ signal });
  try {
    await readAndClose(context, { request, lease, session, signal });
  } catch (error) {
    await closeFailed(context, { run: lease.run, error: reasonOf(error, signal), usage: session.usage });
  } finally {
    await lease.release();
  }
  return { state: "ended", run: lease.run };
}

async function readAndClose(
  context: Context,
  {
    request,
    lease,
    session,
    signal,
  }: { request: RunRequest; lease: Lease; session: GraphSession; signal: AbortSignal },
): Promise<void> {
  const { db } = context;
  const { run } = lease;
  const settings = await effectiveSettings(context);
  const { staging, close } = await openStaging(db);
  try {
    const report = reporter(context, { run, session, signal, request });
    const reading: Reading = { staging, session, run, report };
    await report("group", 0);
    const scope = await resolveScope(db, session, { groupSetting: settings.groupToSync.value });
    await noteScope(context, { run, scope, reason: request.reason });

    const people = scope.group ? await readGroupOfPeople(reading, scope.group.id) : await readAllPeople(reading);
    const groups = await readGroups(reading);
    const removals = await proveRemovals(reading, { groupId: scope.group?.id, list: people.list });
    const groupsGone = await proveGroupsGone(reading, { list: groups });

    signal.throwIfAborted();
    await report("writing", 0);
    await closeFullRun(db, {
      run,
      scope,
      isPreview: request.kind === "preview",
      read: people.received,
      removals,
      groupsGone,
      guard: settings.removalGuard.value,
      retentionDays: settings.retentionDays.value,
      proof: proofOf({ scope, people, groups, removals }),
      usage: session.usage,
      at: context.now(),
    });
  } finally {
    close();
  }
}

function proofOf({
  scope,
  people,
  groups,
  removals,
}: {
  scope: ResolvedScope;
  people: People;
  groups: Collected;
  removals: Removal[];
}): Proof {
  const countAgreed = people.list.counted === people.list.read;
  return {
    roles: scope.roles,
    members: people.members,
    users: people.users,
    groups,
    askedById: people.askedById + (countAgreed ? 0 : removals.length),
  };
}

type People = {
  /** The list whose completeness decides removals. */
  list: Collected;
  members?: Collected;
  users: Collected & { plan: "listing" | "by-id" };
  received: number;
  askedById: number;
};

async function readGroupOfPeople(reading: Reading, groupId: string): Promise<People> {
  const members = await readMembers(reading, { groupId });
  await readDirectMembers(reading, { groupId });
  const { received, plan, askedById } = await readMembersAsUsers(reading);
  return { list: members, members, users: { read: received, counted: null, plan }, received, askedById };
}

async function readAllPeople(reading: Reading): Promise<People> {
  const { received, ...list } = await readEveryone(reading);
  return { list, users: { ...list, plan: "listing" }, received, askedById: 0 };
}

async function noteScope(
  { db }: Context,
  { run, scope, reason }: { run: number; scope: ResolvedScope; reason?: string },
): Promise<void> {
  const earlier = await db.prisma.syncRun.count({ where: { state: { in: ["succeeded", "held"] }, kind: "full" } });
  await db.prisma.syncRun.update({
    where: { id: run },
    data: {
      tenantId: scope.tenantId,
      groupId: scope.group?.id ?? null,
      groupDisplayName: scope.group ? scope.group.displayName : "every user of the directory",
      reason: reason ?? (earlier === 0 ? "first run" : "every run reads everything"),
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
  return async (phase, done, total) => {
    options.signal.throwIfAborted();
    const progress = { phase, done, total };
    options.request.onProgress?.(progress);
    if (phase === phaseBefore && Date.now() - written < progressEveryMs) return;
    written = Date.now();
    phaseBefore = phase;
    await recordProgress(db, options.run, progress, options.session.usage);
  };
}

// An aborted wait surfaces as whatever was waiting; the reason of the abort is what a person has to read.
function reasonOf(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError("run-cancelled", "The run was cancelled; nothing was changed.", { cause: error });
}

async function closeFailed(
  { db, log, now }: Context,
  { run, error, usage }: { run: number; error: unknown; usage: Usage },
): Promise<void> {
  const report = reportOf(error);
  log.error("sync run failed", { run, code: report.code, reason: report.message, requestId: report.requestId });
  if (report.code === "internal") log.debug("unexpected error", { run, stack: (error as Error)?.stack });
  await closeWithoutChange(db.pool, run, { error: report, usage, at: now() });
}
