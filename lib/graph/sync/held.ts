import type pg from "pg";
import type { Database } from "../../db/database.ts";
import type { Removal, RemovalReason } from "./removals.ts";

/** A person a held run would remove. */
export type HeldRemoval = {
  userId: string;
  displayName: string | null;
  userPrincipalName: string | null;
  reason: RemovalReason;
};

/** Keeps the removals of a held run for a person's yes; what earlier runs held is in this list again, or came back. */
export async function holdRemovals(
  client: pg.ClientBase,
  { run, removals, at }: { run: number; removals: Removal[]; at: Date },
): Promise<void> {
  await supersede(client, { run, at });
  await client.query(
    `INSERT INTO sync_held_removal ("runId", "userId", reason)
     SELECT $1, id, reason FROM unnest($2::text[], $3::text[]) AS r(id, reason)`,
    [run, removals.map((removal) => removal.userId), removals.map((removal) => removal.reason)],
  );
}

/** Ends the waiting of earlier runs' removals once a later run has looked again. */
export async function supersede(client: pg.ClientBase, { run, at }: { run: number; at: Date }): Promise<void> {
  await client.query(
    `UPDATE sync_held_removal SET state = 'superseded', "decidedAt" = $2 WHERE state = 'waiting' AND "runId" <> $1`,
    [run, at],
  );
}

/** Whether any of these people already waits for a yes: then no later run may remove them without one. */
export async function anyWaiting(client: pg.ClientBase | pg.Pool, userIds: string[]): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM sync_held_removal WHERE state = 'waiting' AND "userId" = ANY($1::text[]) LIMIT 1`,
    [userIds],
  );
  return rows.length > 0;
}

/** The waiting removals of a run that are still to be decided, by name. */
export async function listHeldRemovals(
  db: Database,
  { run, after, limit }: { run: number; after?: string; limit: number },
): Promise<HeldRemoval[]> {
  const { rows } = await db.pool.query<HeldRemoval>(
    `SELECT h."userId", u."displayName", u."userPrincipalName", h.reason
     FROM sync_held_removal h JOIN microsoft_graph_user u ON u.id = h."userId"
     WHERE h."runId" = $1 AND h.state = 'waiting' AND ($2::text IS NULL OR h."userId" > $2)
     ORDER BY h."userId" LIMIT $3`,
    [run, after ?? null, limit],
  );
  return rows;
}

/** The newest run whose removals wait, if any. */
export async function findWaitingRun(db: Database): Promise<number | undefined> {
  const row = await db.prisma.syncHeldRemoval.findFirst({
    where: { state: "waiting" },
    orderBy: { runId: "desc" },
    select: { runId: true },
  });
  return row?.runId;
}

/** Marks the waiting removals of a run as decided. @returns those that were waiting. */
export async function decideHeld(
  client: pg.ClientBase,
  { run, state, decidedBy, at }: { run: number; state: "approved" | "rejected"; decidedBy: string; at: Date },
): Promise<Removal[]> {
  const { rows } = await client.query<Removal>(
    `UPDATE sync_held_removal SET state = $2, "decidedBy" = $3, "decidedAt" = $4
     WHERE "runId" = $1 AND state = 'waiting' RETURNING "userId", reason`,
    [run, state, decidedBy, at],
  );
  return rows;
}
