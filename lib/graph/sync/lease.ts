import { hostname } from "node:os";
import pg from "pg";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import type { RequestedKind } from "./cursor.ts";
import { closeWithoutChange } from "./ledger.ts";

/** A run without a heartbeat for this long is dead, whatever its connection looks like. */
const staleSeconds = 30;
const heartbeatMs = 2_000;

/** The right to write the mirror, held by one run at a time. */
export type Lease = {
  run: number;
  /** What the run was entered for. */
  requested: RequestedKind;
  /** Aborts when a person cancels the run, or when the lease is lost; the reason is an AppError. */
  signal: AbortSignal;
  release(): Promise<void>;
};

export type Holder = { run: number; holder: string; since: Date };

/**
 * Takes the lease for a run: an already queued one, or a new one entered in the same transaction.
 *
 * A row and not an advisory lock, because the row can say who runs and since when, and because it must be void at once
 * when its holder's backend is gone. Works on a connection of its own, whose end is the sign that the holder is gone.
 *
 * @returns `busy` with the holder when another run has it; `gone` when the queued run is no longer waiting.
 */
export async function takeLease(
  db: Database,
  { run, kind, requestedBy, at }: { run?: number; kind: RequestedKind; requestedBy: string; at: Date },
): Promise<{ state: "taken"; lease: Lease } | { state: "busy"; holder: Holder } | { state: "gone" }> {
  await closeDeadRuns(db, { at });
  const client = new pg.Client({ connectionString: db.url, application_name: "rollcall run" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("BEGIN");
    const id = run ?? (await enterRun(client, { kind, requestedBy, at }));
    const started = await client.query<{ kind: RequestedKind }>(
      `UPDATE sync_run SET state = 'running', "startedAt" = $2 WHERE id = $1 AND (state = 'queued' OR $3) RETURNING kind`,
      [id, at, run === undefined],
    );
    const [entry] = started.rows;
    if (!entry) return await giveUp(client, { state: "gone" });
    const taken = await client.query(
      `INSERT INTO sync_lease ("runId", holder, host, pid, "backendPid", "backendStart", since, "heartbeatAt")
       SELECT $1, r."requestedBy", $2, $3, b.pid, b.backend_start, $4, now() FROM pg_stat_activity b, sync_run r
       WHERE b.pid = pg_backend_pid() AND r.id = $1
       ON CONFLICT (id) DO NOTHING`,
      // The holder is who asked for the run, also when a worker carries it out.
      [id, hostname(), process.pid, at],
    );
    if (taken.rowCount === 1) {
      await client.query("COMMIT");
      return { state: "taken", lease: keepAlive(client, id, entry.kind) };
    }
    const holder = await findHolder(db);
    return await giveUp(client, holder ? { state: "busy", holder } : { state: "gone" });
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function enterRun(
  client: pg.Client,
  { kind, requestedBy, at }: { kind: RequestedKind; requestedBy: string; at: Date },
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO sync_run (kind, state, "requestedBy", "requestedAt") VALUES ($1, 'running', $2, $3) RETURNING id`,
    [kind, requestedBy, at],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal", "The ledger took no entry for this run.");
  return row.id;
}

async function giveUp<Outcome>(client: pg.Client, outcome: Outcome): Promise<Outcome> {
  await client.query("ROLLBACK");
  await client.end();
  return outcome;
}

function keepAlive(client: pg.Client, run: number, requested: RequestedKind): Lease {
  const abort = new AbortController();
  let beating: Promise<void> = Promise.resolve();
  const lost = (cause?: unknown) =>
    abort.abort(
      new AppError("lease-lost", "This run lost its turn (its database connection broke); nothing was changed.", {
        cause,
      }),
    );
  const beat = async () => {
    try {
      const { rows } = await client.query<{ cancelRequested: boolean }>(
        `UPDATE sync_lease SET "heartbeatAt" = now() FROM sync_run
         WHERE sync_lease."runId" = $1 AND sync_run.id = $1 RETURNING sync_run."cancelRequested"`,
        [run],
      );
      if (!rows[0]) lost();
      else if (rows[0].cancelRequested) {
        abort.abort(new AppError("run-cancelled", "The run was cancelled; nothing was changed."));
      }
    } catch (error) {
      lost(error);
    }
  };
  let isBeating = false;
  const timer = setInterval(() => {
    if (isBeating) return;
    isBeating = true;
    beating = beat().finally(() => {
      isBeating = false;
    });
  }, heartbeatMs);
  client.on("end", () => lost());
  return {
    run,
    requested,
    signal: abort.signal,
    async release() {
      clearInterval(timer);
      client.removeAllListeners("end");
      await beating;
      // The closing transaction has usually dropped the row already; a failed run drops it here.
      await client.query(`DELETE FROM sync_lease WHERE "runId" = $1`, [run]).catch(() => {});
      await client.query(`DELETE FROM sync_staged WHERE "runId" = $1`, [run]).catch(() => {});
      await client.end().catch(() => {});
    },
  };
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
