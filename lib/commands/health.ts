import type { Context } from "../context.ts";
import { databaseUnavailable } from "../db/database-error.ts";
import { missingMigrations } from "../db/migrations.ts";
import { isWorkerConnected } from "../jobs/queue.ts";

/** Whether this process can answer people, and if not why; without names, numbers of people or addresses. */
export type Health =
  | { status: "ready" /** Whether any worker, here or elsewhere, is connected to the database. */; worker: boolean }
  | { status: "not-ready"; reason: string };

/** A database that neither answers nor refuses must not keep a load balancer waiting. */
const patienceMs = 4_000;

/**
 * Asks the database, its migrations and the workers. Never throws.
 *
 * @param open gives the context; it may fail, and is asked again by the next look
 */
export async function health({ open }: { open: () => Promise<Context> }): Promise<Health> {
  try {
    return await withinPatience(look(open));
  } catch (error) {
    return { status: "not-ready", reason: databaseUnavailable(error).message };
  }
}

/** Whether a worker process, here or on another host, is connected now: without one, a queued run waits. */
export function workerConnected({ db }: Context): Promise<boolean> {
  return isWorkerConnected(db);
}

async function look(open: () => Promise<Context>): Promise<Health> {
  const context = await open();
  const { db } = context;
  const client = await db.pool.connect();
  try {
    if ((await missingMigrations(client)).length > 0) {
      return { status: "not-ready", reason: "The database lacks migrations: run the command migrate." };
    }
  } finally {
    client.release();
  }
  return { status: "ready", worker: await workerConnected(context) };
}

function withinPatience(looking: Promise<Health>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Health>((resolve) => {
    const reason = "The database does not answer.";
    timer = setTimeout(() => resolve({ status: "not-ready", reason }), patienceMs);
  });
  return Promise.race([looking, timeout]).finally(() => clearTimeout(timer));
}
