import { hostname } from "node:os";
import pg from "pg";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";

const heartbeatMs = 2_000;

/** The right to write the mirror, held by one at a time. */
export type Turn = {
  run: number;
  /** Aborts when a person cancels the run, or when the lease is lost; the reason is an AppError. */
  signal: AbortSignal;
  release(): Promise<void>;
};

/** A connection whose end is the sign that the holder of the turn is gone. */
export async function connectForTurn(db: Database): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: db.url, application_name: "rollcall run" });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/**
 * Writes the lease row. The holder is who asked for the run, also when a worker carries it out, unless another one is named.
 *
 * @returns false when somebody else has the turn.
 */
export async function enterTurn(
  client: pg.Client,
  { run, holder, at }: { run: number; holder?: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO sync_lease ("runId", holder, host, pid, "backendPid", "backendStart", since, "heartbeatAt")
     SELECT $1, coalesce($2, r."requestedBy"), $3, $4, b.pid, b.backend_start, $5, now()
     FROM pg_stat_activity b, sync_run r WHERE b.pid = pg_backend_pid() AND r.id = $1
     ON CONFLICT (id) DO NOTHING`,
    [run, holder ?? null, hostname(), process.pid, at],
  );
  return rowCount === 1;
}

/** Keeps a turn that was entered on this connection: beats, and notices when it is lost or the run is cancelled. */
export function keepAlive(client: pg.Client, run: number): Turn {
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
         WHERE sync_lease."runId" = $1 AND sync_run.id = $1
         RETURNING sync_run."cancelRequested" AND sync_run.state = 'running' AS "cancelRequested"`,
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
