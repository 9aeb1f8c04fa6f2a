import { hostname } from "node:os";
import type pg from "pg";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import { decideHeld } from "./held.ts";
import { findHolder, type Holder } from "./lease.ts";
import { removePeople } from "./mirror.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Applies or drops the removals a held run listed, in one transaction that holds the lease: a run that is reading at
 * this moment has compared its pages with the mirror as it is now.
 */
export async function decideRemovals(
  db: Database,
  { run, decision, decidedBy, at }: { run: number; decision: "approved" | "rejected"; decidedBy: string; at: Date },
): Promise<{ state: "decided"; removed: number } | { state: "busy"; holder: Holder }> {
  const outcome = await inTransaction(db, async (client) => {
    if (!(await borrowLease(client, { run, decidedBy, at }))) return undefined;
    const removals = await decideHeld(client, { run, state: decision, decidedBy, at });
    const removed = decision === "approved" ? await removePeople(client, { run, at }, { removals }) : 0;
    await client.query(
      `UPDATE sync_run SET state = 'succeeded', counts = (counts::jsonb || jsonb_build_object('removed', $2::int, 'held', 0))
       WHERE id = $1`,
      [run, removed],
    );
    await client.query(`DELETE FROM sync_lease WHERE "runId" = $1`, [run]);
    return removed;
  });
  if (outcome !== undefined) return { state: "decided", removed: outcome };
  const holder = await findHolder(db);
  if (!holder) throw new AppError("run-in-progress", "Another run was just ending. Try again.");
  return { state: "busy", holder };
}

// The row is deleted in the same transaction: nobody ever sees it, but no run can begin while it is there.
async function borrowLease(
  client: pg.ClientBase,
  { run, decidedBy, at }: { run: number; decidedBy: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO sync_lease ("runId", holder, host, pid, "backendPid", "backendStart", since, "heartbeatAt")
     SELECT $1, $2, $3, $4, pid, backend_start, $5, now() FROM pg_stat_activity WHERE pid = pg_backend_pid()
     ON CONFLICT (id) DO NOTHING`,
    [run, decidedBy, hostname(), process.pid, at],
  );
  return rowCount === 1;
}
