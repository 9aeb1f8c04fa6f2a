import { hostname } from "node:os";
import type pg from "pg";
import type { Actor } from "../../audit/model.ts";
import { recordAudit } from "../../audit/record.ts";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { RequestedKind } from "./cursor.ts";
import { closeWithoutChange, type RunKind } from "./ledger.ts";
import { connectForTurn, enterTurn, keepAlive, type Turn } from "./turn.ts";

/** A run without a heartbeat for this long is dead, whatever its connection looks like. */
const staleSeconds = 30;

/** A run's turn. `requested` is what the run was entered for, `plan` the preview whose plan it is to apply. */
export type Lease<Kind extends RunKind = RequestedKind> = Turn & { requested: Kind; plan?: number };

export type Holder = { run: number; holder: string; since: Date };

/**
 * Takes the lease for a run: an already queued one, or a new one entered in the same transaction.
 *
 * A row and not an advisory lock, because the row can say who runs and since when, and because it must be void at once
 * when its holder's backend is gone. Works on a connection of its own, whose end is the sign that the holder is gone.
 *
 * @returns `busy` with the holder when another run has it; `gone` when the queued run is no longer waiting: another
 *   process has taken it, or a person has cancelled it.
 */
export async function takeLease<Kind extends RunKind = RequestedKind>(
  db: Database,
  request: { run?: number; kind: Kind; plan?: number; requestedBy: string; at: Date; actor: Actor },
): Promise<{ state: "taken"; lease: Lease<Kind> } | { state: "busy"; holder: Holder } | { state: "gone" }> {
  const { run, kind, plan, requestedBy, at, actor } = request;
  await closeDeadRuns(db, { at });
  const client = await connectForTurn(db);
  try {
    await client.query("BEGIN");
    const id = run ?? (await enterRun(client, { kind, plan, requestedBy, at, actor }));
    const started = await client.query<{ kind: Kind; plan: number | null }>(
      `UPDATE sync_run SET state = 'running', "startedAt" = $2 WHERE id = $1 AND (state = 'queued' OR $3)
       RETURNING kind, plan`,
      [id, at, run === undefined],
    );
    const [entry] = started.rows;
    if (!entry) return await giveUp(client, { state: "gone" });
    if (await enterTurn(client, { run: id, at })) {
      await client.query("COMMIT");
      return {
        state: "taken",
        lease: { ...keepAlive(client, id), requested: entry.kind, plan: entry.plan ?? undefined },
      };
    }
    const holder = await findHolder(db);
    if (holder) return await giveUp(client, { state: "busy", holder });
    await giveUp(client, undefined);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  // Whoever had the turn has just ended: the way is free now.
  return await takeLease(db, request);
}

async function enterRun(
  client: pg.Client,
  { kind, plan, requestedBy, at, actor }: { kind: RunKind; plan?: number; requestedBy: string; at: Date; actor: Actor },
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO sync_run (kind, state, plan, "requestedBy", "requestedAt") VALUES ($1, 'running', $2, $3, $4)
     RETURNING id`,
    [kind, plan ?? null, requestedBy, at],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal", "The ledger took no entry for this run.");
  const event = { kind: "sync-asked", run: row.id, reading: kind, plan } as const;
  await recordAudit(client, { at, by: { ...actor, name: requestedBy }, event });
  return row.id;
}

async function giveUp<Outcome>(client: pg.Client, outcome: Outcome): Promise<Outcome> {
  await client.query("ROLLBACK");
  await client.end();
  return outcome;
}

/** Holds the lease row inside the closing transaction, so that no run whose turn was taken away can still write. */
export async function holdLease(client: pg.ClientBase, run: number): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 FROM sync_lease WHERE "runId" = $1 FOR UPDATE`, [run]);
  if (rowCount !== 1) {
    throw new AppError(
      "lease-lost",
      "This run lost its turn to another one before it could write; nothing was changed.",
    );
  }
}

/** Who runs now, dead or alive. */
export async function findHolder(db: Database): Promise<Holder | undefined> {
  const lease = await db.prisma.syncLease.findFirst();
  return lease ? { run: lease.runId, holder: lease.holder, since: lease.since } : undefined;
}

/**
 * Closes the run whose process is gone: its backend has left the database, its pid is dead on this host, or it has been
 * silent for 30 seconds. Called by whoever looks at runs next, so that no run stays open for ever.
 *
 * @returns the numbers of the runs it closed.
 */
export async function closeDeadRuns(db: Database, { at }: { at: Date }): Promise<number[]> {
  const { rows } = await db.pool.query<{ runId: number; host: string; pid: number; dead: boolean }>(
    `SELECT "runId", host, pid, "heartbeatAt" < now() - make_interval(secs => $1) OR NOT EXISTS (
       SELECT 1 FROM pg_stat_activity a WHERE a.pid = "backendPid" AND a.backend_start = "backendStart") AS dead
     FROM sync_lease`,
    [staleSeconds],
  );
  const dead = rows.filter((lease) => lease.dead || (lease.host === hostname() && !isAlive(lease.pid)));
  for (const lease of dead) {
    // A locked row belongs to a closing transaction that takes long: its holder lives, and is not waited for.
    await db.pool.query(
      `DELETE FROM sync_lease WHERE id IN (SELECT id FROM sync_lease WHERE "runId" = $1 FOR UPDATE SKIP LOCKED)`,
      [lease.runId],
    );
  }
  const orphans = await db.pool.query<{ id: number }>(
    `SELECT id FROM sync_run WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM sync_lease WHERE "runId" = sync_run.id)`,
  );
  for (const { id } of orphans.rows) {
    await closeWithoutChange(db.pool, id, { error: interrupted, at });
    await db.pool.query(`DELETE FROM sync_staged WHERE "runId" = $1`, [id]);
  }
  return orphans.rows.map((row) => row.id);
}

const interrupted = {
  code: "run-interrupted",
  message: "The process that ran this was ended before it finished; nothing was changed. Start a new run.",
} as const;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
