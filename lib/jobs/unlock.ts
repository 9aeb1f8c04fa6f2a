import type pg from "pg";
import type { Database } from "../db/database.ts";

/**
 * Frees what a killed worker left locked: graphile-worker waits four hours before it believes that a worker is gone. The
 * ledger knows sooner: a job whose run is closed has no worker any more, or one that is about to finish it anyway.
 *
 * @returns how many jobs were taken out of the queue
 */
export async function unlockDeadWorkers(db: Database): Promise<number> {
  const jobs = await jobsOfClosedRuns(db);
  if (jobs.length === 0) return 0;
  const workers = jobs.flatMap((job) => (job.locked_by ? [job.locked_by] : []));
  await db.pool.query("SELECT graphile_worker.force_unlock_workers($1)", [workers]);
  await db.pool.query("SELECT graphile_worker.complete_jobs($1)", [jobs.map((job) => job.id)]);
  return jobs.length;
}

type Job = { id: string; locked_by: string | null };

async function jobsOfClosedRuns(db: Database): Promise<Job[]> {
  try {
    const { rows } = await db.pool.query<Job>(
      `SELECT j.id, j.locked_by FROM graphile_worker.jobs j JOIN sync_run r ON j.key = 'sync-' || r.id
       WHERE j.task_identifier = 'sync' AND r.state NOT IN ('queued', 'running')
         AND (j.locked_by IS NOT NULL OR j.attempts >= j.max_attempts)`,
    );
    return rows;
  } catch (error) {
    // 42P01: no queue on this database yet.
    if ((error as pg.DatabaseError).code === "42P01") return [];
    throw error;
  }
}
