import type { Context } from "../context.ts";
import { type Change, type Names, nameChanges } from "../directory/change.ts";
import type { ChangeKind } from "../directory/model.ts";
import type { ErrorReport } from "../errors.ts";
import { type Counts, noCounts } from "../graph/sync/counts.ts";
import { closeDeadRuns } from "../graph/sync/lease.ts";
import {
  findOpenRun,
  listRuns as listLedger,
  listQueuedRuns,
  type Run,
  type RunKind,
  findRun as readRun,
} from "../graph/sync/ledger.ts";

export type { Counts } from "../graph/sync/counts.ts";
export type { Answers, Phase, Progress, Proof, Run, RunKind, RunState } from "../graph/sync/ledger.ts";

/** A person's change in a run, with the names to show. */
export type RunChange = Change &
  Names & { userId: string; displayName: string | null; userPrincipalName: string | null; at: Date };

/** One run, or undefined. Looking closes a run whose process is gone. */
export async function findRun(context: Context, id: number): Promise<Run | undefined> {
  await closeDeadRuns(context.db, { at: context.now() });
  return readRun(context.db, id);
}

/** Newest first. Looking closes a run whose process is gone. */
export async function listRuns(context: Context, options: { before?: number; limit: number }): Promise<Run[]> {
  await closeDeadRuns(context.db, { at: context.now() });
  return listLedger(context.db, options);
}

/** The run that goes on or waits for a worker, if any. */
export async function currentRun(context: Context): Promise<Run | undefined> {
  await closeDeadRuns(context.db, { at: context.now() });
  return findOpenRun(context.db);
}

/** The runs that wait for a worker, oldest first. */
export async function queuedRuns({ db }: Context): Promise<{ id: number; requestedAt: Date }[]> {
  return listQueuedRuns(db);
}

/** What a run changed, in order of writing; `after` is the id of the last change of the page before. */
export async function runChanges(
  context: Context,
  { run, kind, after, limit }: { run: number; kind?: ChangeKind; after?: string; limit: number },
): Promise<RunChange[]> {
  const { rows } = await context.db.pool.query<RunChange>(
    `SELECT c.id::text, c."userId", u."displayName", u."userPrincipalName", c.kind, c.field, c.before, c.after, c.at
     FROM microsoft_graph_user_change c LEFT JOIN microsoft_graph_user u ON u.id = c."userId"
     WHERE c."runId" = $1 AND ($2::text IS NULL OR c.kind = $2) AND ($3::bigint IS NULL OR c.id > $3)
     ORDER BY c.id LIMIT $4`,
    [run, kind ?? null, after ?? null, limit],
  );
  return await nameChanges(context, { changes: rows });
}

/** How many changes of each kind a run made. */
export async function countRunChanges(context: Context, run: number): Promise<Record<ChangeKind, number>> {
  const { rows } = await context.db.pool.query<{ kind: ChangeKind; count: number }>(
    `SELECT kind, count(*)::int AS count FROM microsoft_graph_user_change WHERE "runId" = $1 GROUP BY kind`,
    [run],
  );
  const none = { created: 0, updated: 0, supervisor: 0, membership: 0, removed: 0, restored: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.kind, row.count])) };
}

/** The object that `sync --json` prints: the agreed keys, in the agreed order. */
export function runAsJson(run: Run): Record<string, unknown> {
  const counts: Counts = run.counts;
  return {
    run: String(run.id),
    kind: run.kind,
    state: run.state,
    reason: run.reason,
    counts,
    requests: run.requests,
    retries: run.retries,
    throttledSeconds: run.throttledSeconds,
    durationMs: run.durationMs,
    ...(run.error ? { error: run.error } : {}),
  };
}

/** The same object for a refusal before there was a run: the same keys, so that a script reads one shape. */
export function refusalAsJson({ kind, error }: { kind: RunKind; error: ErrorReport }): Record<string, unknown> {
  const cost = { requests: 0, retries: 0, throttledSeconds: 0, durationMs: 0 };
  return { run: null, kind, state: "failed", reason: null, counts: noCounts, ...cost, error };
}
