import type pg from "pg";
import type { Database } from "../../db/database.ts";
import type { SyncRun } from "../../db/generated/client.ts";
import { AppError, type ErrorCode, type ErrorReport } from "../../errors.ts";
import type { RefusedAnswer } from "../client/usage.ts";
import { type Counts, noCounts } from "./counts.ts";
import { type PhaseDone, type Progress, phasesOf } from "./phases.ts";

/** A queued run is of the kind it asks for; a running one of the kind it became. `person`: asks for one person alone. */
export type RunKind = "full" | "delta" | "preview" | "person";
/** Runs that tell how the copy as a whole stands: a preview wrote nothing, and one person says nothing of the others. */
export const wholeRunKinds = ["full", "delta"] satisfies RunKind[];
export type RunState = "queued" | "running" | "succeeded" | "held" | "failed" | "cancelled";

/** One line of the ledger, as pages, the command line and JSON show it. */
export type Run = {
  id: number;
  kind: RunKind;
  state: RunState;
  /** Why the run is of this kind. */
  reason: string | null;
  requestedBy: string;
  requestedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Null for every user of the directory, and before the group is known. */
  groupId: string | null;
  groupDisplayName: string | null;
  /** The preview whose plan this run applies. */
  plan: number | null;
  /** Lines of the plan that this preview saved; null when it has none, or not any more. */
  planLines: number | null;
  progress?: Progress;
  /** What came of each phase, in the order in which they ended; the last one goes on while the run is running. */
  phases: PhaseDone[];
  counts: Counts;
  /** Direct memberships of people that began or ended: they are no part of the counts, which are of people. */
  membershipChanges: number;
  requests: number;
  retries: number;
  throttledSeconds: number;
  /** So far, for a running run; 0 while queued. */
  durationMs: number;
  proof: Proof | null;
  /** What to hand to Microsoft; empty for a run of before this was kept. */
  answers: Answers;
  error?: ErrorReport;
  /** Removals of this run that still wait for a yes. */
  heldWaiting: number;
};

/** What showed that the run had read everything; kept on the run. */
export type Proof = {
  roles: string[] | null;
  members?: { read: number; counted: number | null; slices?: number; instead?: string };
  users?: {
    read: number;
    counted: number | null;
    plan: "listing" | "slices" | "by-id";
    /** Users on a page of the listing, as the tenant cuts them. */
    pageSize?: number;
    slices?: number;
    /** Why not in slices, or what was given up, as a sentence. */
    instead?: string;
  };
  groups?: { read: number; counted: number | null };
  /** Groups outside the scope: lists of direct members that were read, that are not shown to us, that were not believed. */
  memberships?: { groups: number; refused: number; doubted: number };
  /** A delta run: both rounds ended with a delta link. */
  roundsEnded?: true;
  /** People missing from the lists who were asked for by id. */
  askedById: number;
  /** A run of one person: they and their membership were asked for by id, and nobody else was read. */
  onePerson?: true;
};

/** The last answers of Graph that were no success, and the request ids of the last ones of all; newest last. */
export type Answers = { refused: RefusedAnswer[]; last: string[] };

/** Requests to Graph of one run. */
export type Usage = {
  requests: number;
  retries: number;
  throttledSeconds: number;
  requestIds: string[];
  refused: RefusedAnswer[];
};

/** What the ledger keeps of the answers, as JSON. */
export function answersOf({ refused, requestIds }: Usage): string {
  return JSON.stringify({ refused, last: requestIds } satisfies Answers);
}

/** Enters a run that a worker is to take. */
export async function enterQueuedRun(
  client: pg.ClientBase,
  { kind, plan, requestedBy }: { kind: RunKind; plan?: number; requestedBy: string },
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO sync_run (kind, plan, state, "requestedBy") VALUES ($1, $2, 'queued', $3) RETURNING id`,
    [kind, plan ?? null, requestedBy],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal", "The ledger took no entry for this run.");
  return row.id;
}

/**
 * The newest run still waiting for a worker that does what is asked for; one that would read changes is made to read
 * everything. Undefined when there is none.
 */
export async function joinQueuedRun(
  client: pg.ClientBase,
  { kind, plan }: { kind: RunKind; plan?: number },
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    // A run that a worker takes at this moment is locked until it is running, and then it is not joined any more.
    `UPDATE sync_run SET kind = CASE WHEN $1 = 'full' THEN 'full' ELSE kind END
     WHERE state = 'queued' AND id = (
       SELECT max(id) FROM sync_run
       WHERE state = 'queued' AND (kind = 'preview') = ($1 = 'preview') AND plan IS NOT DISTINCT FROM $2)
     RETURNING id`,
    [kind, plan ?? null],
  );
  return rows[0]?.id;
}

/** Every run that waits for a worker, oldest first. */
export async function listQueuedRuns(db: Database): Promise<{ id: number; requestedAt: Date }[]> {
  return await db.prisma.syncRun.findMany({
    where: { state: "queued" },
    orderBy: { id: "asc" },
    select: { id: true, requestedAt: true },
  });
}

/** Writes where the run is; seen by everyone at once, since it is not part of the closing transaction. */
export async function recordProgress(
  db: Database,
  run: number,
  { progress, phases, usage }: { progress: Progress; phases: PhaseDone[]; usage: Usage },
): Promise<void> {
  await db.pool.query(
    `UPDATE sync_run SET progress = $2, phases = $3, requests = $4, retries = $5, "throttledSeconds" = $6, answers = $7
     WHERE id = $1 AND state = 'running'`,
    [
      run,
      JSON.stringify(progress),
      JSON.stringify(phases),
      usage.requests,
      usage.retries,
      usage.throttledSeconds,
      answersOf(usage),
    ],
  );
}

/** Writes how far an approval is with asking for everybody of a held run; without `progress` that none goes on. */
export async function recordDeciding(db: Database, run: number, progress?: Progress): Promise<void> {
  await db.pool.query("UPDATE sync_run SET progress = $2 WHERE id = $1 AND state = 'held'", [
    run,
    progress ? JSON.stringify(progress) : null,
  ]);
}

/** Closes the ledger entry inside the transaction that shows the run's rows. */
export async function closeRun(
  client: pg.ClientBase,
  run: number,
  {
    state,
    counts,
    membershipChanges,
    proof,
    usage,
    at,
  }: { state: RunState; counts: Counts; membershipChanges: number; proof: Proof; usage: Usage; at: Date },
): Promise<void> {
  await client.query(
    `UPDATE sync_run SET state = $2, counts = $3, proof = $4, requests = $5, retries = $6, "throttledSeconds" = $7,
       "finishedAt" = $8, answers = $9, "membershipChanges" = $10, progress = NULL WHERE id = $1`,
    [
      run,
      state,
      JSON.stringify(counts),
      JSON.stringify(proof),
      usage.requests,
      usage.retries,
      usage.throttledSeconds,
      at,
      answersOf(usage),
      membershipChanges,
    ],
  );
}

/** Closes a run that changed nothing: failed, or cancelled by a person. Only a run that is still open is closed. */
export async function closeWithoutChange(
  client: pg.ClientBase | pg.Pool,
  run: number,
  { error, usage, at }: { error: ErrorReport; usage?: Usage; at: Date },
): Promise<void> {
  await client.query(
    `UPDATE sync_run SET state = $2, "errorCode" = $3, "errorMessage" = $4, "errorStatus" = $5, "graphCode" = $6,
       "requestId" = $7, requests = coalesce($8, requests), retries = coalesce($9, retries),
       "throttledSeconds" = coalesce($10, "throttledSeconds"), "finishedAt" = $11,
       answers = coalesce($12, answers), progress = NULL
     WHERE id = $1 AND state IN ('queued', 'running')`,
    [
      run,
      error.code === "run-cancelled" ? "cancelled" : "failed",
      error.code,
      error.message,
      error.status ?? null,
      error.graphCode ?? null,
      error.requestId ?? null,
      usage?.requests ?? null,
      usage?.retries ?? null,
      usage?.throttledSeconds ?? null,
      at,
      usage ? answersOf(usage) : null,
    ],
  );
}

/** One run, or undefined when there is none of that number. */
export async function findRun(db: Database, id: number): Promise<Run | undefined> {
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) return undefined;
  const row = await db.prisma.syncRun.findUnique({ where: { id } });
  return row ? (await withHeld(db, [row]))[0] : undefined;
}

/** Newest first; `before` is a run number, `ended` the time in which they ended. */
export async function listRuns(
  db: Database,
  { before, ended, limit }: { before?: number; ended?: { from: Date; to: Date }; limit: number },
): Promise<Run[]> {
  const rows = await db.prisma.syncRun.findMany({
    where: {
      ...(before ? { id: { lt: before } } : {}),
      ...(ended ? { finishedAt: { gte: ended.from, lt: ended.to } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return withHeld(db, rows);
}

/** The run that is going on or waits for a worker, newest first. */
export async function findOpenRun(db: Database): Promise<Run | undefined> {
  const row = await db.prisma.syncRun.findFirst({
    where: { state: { in: ["queued", "running"] } },
    orderBy: [{ state: "desc" }, { id: "desc" }],
  });
  return row ? (await withHeld(db, [row]))[0] : undefined;
}

async function withHeld(db: Database, rows: SyncRun[]): Promise<Run[]> {
  const waiting = await db.prisma.syncHeldRemoval.groupBy({
    by: ["runId"],
    where: { runId: { in: rows.map((row) => row.id) }, state: "waiting" },
    _count: true,
  });
  const byRun = new Map(waiting.map((entry) => [entry.runId, entry._count]));
  return rows.map((row) => toRun(row, byRun.get(row.id) ?? 0));
}

function toRun(row: SyncRun, heldWaiting: number): Run {
  const end = row.finishedAt?.getTime() ?? Date.now();
  const durationMs = row.startedAt ? Math.max(0, end - row.startedAt.getTime()) : 0;
  return {
    id: row.id,
    kind: row.kind as RunKind,
    state: row.state as RunState,
    reason: row.reason,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    groupId: row.groupId,
    groupDisplayName: row.groupDisplayName,
    plan: row.plan,
    planLines: row.planLines,
    progress: (row.progress as Progress | null) ?? undefined,
    phases: phasesOf((row.phases as PhaseDone[] | null) ?? [], { durationMs }),
    counts: { ...noCounts, ...(row.counts as Partial<Counts> | null) },
    membershipChanges: row.membershipChanges,
    requests: row.requests,
    retries: row.retries,
    throttledSeconds: row.throttledSeconds,
    durationMs,
    proof: row.proof as Proof | null,
    answers: (row.answers as Answers | null) ?? { refused: [], last: [] },
    error: row.errorCode === null ? undefined : toError(row),
    heldWaiting,
  };
}

function toError(row: SyncRun): ErrorReport {
  return {
    code: row.errorCode as ErrorCode,
    message: row.errorMessage ?? "",
    status: row.errorStatus ?? undefined,
    graphCode: row.graphCode ?? undefined,
    requestId: row.requestId ?? undefined,
  };
}
