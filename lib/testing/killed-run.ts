import { setTimeout as pause } from "node:timers/promises";
import { until } from "./child.ts";
import type { Installation, Started } from "./installation.ts";
import { mirrorDifferences, mirrorFingerprints } from "./mirror-state.ts";

/** How the mirror was found after the kill. Anything in between is not among them. */
export type Found = "as before" | "as it should be" | "in between";

/** A kill, and what was found after it. */
export type Kill = {
  /** When the kill came, for the message of a failing test. */
  moment: string;
  found: Found;
  /** The ledger's line of the killed run before anybody looked at it; undefined when it had not been entered. */
  run: { id: number; state: string } | undefined;
  /** Of the command that was killed, or lost its database: null when a signal ended it. */
  code: number | null;
};

/** When to strike: at a share of a usual run, counted from its first request or from the beginning of its writing. */
export type Moment = { from: "first request" | "writing"; share: number; usualMs: number };

/**
 * Starts a sync, ends it or its database with SIGKILL at a moment, and looks at the mirror when no connection of the
 * sync is left.
 */
export async function killSync(
  installation: Installation,
  { args, moment, victim }: { args: string[]; moment: Moment; victim: "process" | "database" },
): Promise<Kill> {
  const { db } = installation;
  const before = await mirrorFingerprints(db.pool);
  const lastRun = await newestRun(installation);
  const asked = installation.tenant.requests.length;
  const started = installation.start("main", ["sync", "--json", ...args]);
  const delay = await waitFor(moment, { installation, started, asked });
  // Nobody is left to be killed when it has ended before.
  if (victim === "process") started.child.kill("SIGKILL");
  else process.kill(installation.databasePid(), "SIGKILL");
  const { code } = await withinSeconds(60, started.ended);
  if (victim === "database") await installation.startDatabase();
  await untilNobodyIsConnected(installation);
  const run = await newestRun(installation);
  return {
    moment: `${victim} of sync ${args.join(" ")}, ${delay} ms after ${moment.from}`,
    found: await findMirror(installation, { before }),
    run: run && run.id !== lastRun?.id ? run : undefined,
    code,
  };
}

/** Compares with what the mirror was, and with what it should become. */
export async function findMirror(
  { db, tenant }: Installation,
  { before }: { before: Record<string, string> },
): Promise<Found> {
  const after = await mirrorFingerprints(db.pool);
  if (Object.entries(before).every(([table, print]) => after[table] === print)) return "as before";
  return (await mirrorDifferences(db, tenant)).length === 0 ? "as it should be" : "in between";
}

/** Backends finish what they were told when their client is gone; only then the mirror is what it stays. */
export async function untilNobodyIsConnected({ db }: Installation): Promise<void> {
  const others = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'rollcall test'`;
  await until(async () => (await db.pool.query(others)).rowCount === 0, { what: "the end of all connections" });
}

export async function newestRun({ db }: Installation): Promise<{ id: number; state: string } | undefined> {
  const run = await db.prisma.syncRun.findFirst({ orderBy: { id: "desc" }, select: { id: true, state: true } });
  return run ?? undefined;
}

/** What no run may leave changed: the tables' columns, indexes and rules. */
export async function schemaOf({ db }: Installation): Promise<string[]> {
  const { rows } = await db.pool.query<{ line: string }>(
    `SELECT pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END AS line
       FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE c.relnamespace = 'public'::regnamespace
     UNION ALL
     SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace
     ORDER BY 1`,
  );
  return rows.map(({ line }) => line);
}

/** @returns the milliseconds that were waited since the beginning that the moment names. */
async function waitFor(
  { from, share, usualMs }: Moment,
  { installation, started, asked }: { installation: Installation; started: Started; asked: number },
): Promise<number> {
  let hasEnded = false;
  void started.ended.then(() => {
    hasEnded = true;
  });
  const hasBegun = from === "writing" ? isWriting : () => installation.tenant.requests.length > asked;
  while (!hasEnded && !(await hasBegun(installation))) await pause(2);
  const delay = Math.round(share * usualMs);
  await Promise.race([pause(delay), started.ended]);
  return delay;
}

async function isWriting({ db }: Installation): Promise<boolean> {
  const writing = `SELECT 1 FROM sync_run WHERE state = 'running' AND progress ->> 'phase' = 'writing'`;
  return (await db.pool.query(writing)).rowCount === 1;
}

async function withinSeconds<T>(seconds: number, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const limit = pause(seconds * 1_000, undefined, { signal: late.signal }).then(() => {
    throw new Error(`A command without its database did not end within ${seconds} s.`);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    late.abort();
    limit.catch(() => {});
  }
}
