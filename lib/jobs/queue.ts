import { runMigrations } from "graphile-worker";
import type pg from "pg";
import type { Database } from "../db/database.ts";

/** What each task is given. */
export type Tasks = {
  /** `run` is the number of a queued run in the ledger. */
  sync: { run: number };
};

export type EnqueueOptions = {
  /** A waiting job of the same key is replaced, so that asking twice is asking once. */
  jobKey?: string;
  /** Not before this many seconds. */
  delaySeconds?: number;
};

/**
 * Puts a job into the queue, for whichever worker process is free first. A job is tried once: what failed is in the
 * ledger, and starting again is a person's or the schedule's decision.
 *
 * No queue name: graphile-worker 0.16 keeps the queue of a killed worker locked for four hours, and a lease in the
 * ledger already sees to it that one run goes on at a time.
 */
export async function enqueue<Task extends keyof Tasks>(
  db: Database,
  task: Task,
  payload: Tasks[Task],
  { jobKey, delaySeconds = 0 }: EnqueueOptions = {},
): Promise<void> {
  const add = () =>
    db.pool.query(
      `SELECT graphile_worker.add_job($1, payload => $2::json, job_key => $3, max_attempts => 1,
         run_at => now() + make_interval(secs => $4))`,
      [task, JSON.stringify(payload), jobKey ?? null, delaySeconds],
    );
  try {
    await add();
  } catch (error) {
    // 3F000: the queue's schema is not there, because no worker has ever run on this database.
    if ((error as pg.DatabaseError).code !== "3F000") throw error;
    await runMigrations({ pgPool: db.pool });
    await add();
  }
}

/** How a worker's connections are called in pg_stat_activity. */
export const workerApplicationName = "rollcall worker";

/** Whether a worker process, here or on another host, is connected to the database now. */
export async function isWorkerConnected(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query<{ connected: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1) AS connected`,
    [workerApplicationName],
  );
  return rows[0]?.connected ?? false;
}
