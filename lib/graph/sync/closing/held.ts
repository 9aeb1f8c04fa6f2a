import type pg from "pg";
import type { Database } from "../../../db/database.ts";
import type { Removal, RemovalReason } from "../removals.ts";

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

/** Everyone who waits in a run. */
export async function waitingRemovals(client: pg.ClientBase | pg.Pool, run: number): Promise<Removal[]> {
  const { rows } = await client.query<Removal>(
    `SELECT "userId", reason FROM sync_held_removal WHERE "runId" = $1 AND state = 'waiting' ORDER BY "userId"`,
    [run],
  );
  return rows;
}

/** Live people of the mirror, those who wait included. */
export async function countLivePeople(client: pg.ClientBase | pg.Pool): Promise<number> {
  const { rows } = await client.query<{ live: number }>(
    `SELECT count(*)::int AS live FROM microsoft_graph_user WHERE "deletedAt" IS NULL`,
  );
  return rows[0]?.live ?? 0;
}

/** What ends the waiting of a run's removals, and who said so. */
export type Verdict = { run: number; decidedBy: string; at: Date } & (
  | { state: "approved" | "rejected" }
  /** Not removed, without a no: the person is back, or a higher limit lets the next run decide. */
  | { state: "superseded"; because: "came-back" | "guard-raised" }
);

/** Ends the waiting of some people of a run, or of all of them. @returns how many were waiting. */
export async function decideHeld(
  client: pg.ClientBase,
  verdict: Verdict,
  { removals }: { removals: Removal[] | "all" },
): Promise<number> {
  const { run, state, decidedBy, at } = verdict;
  const because = verdict.state === "superseded" ? verdict.because : null;
  const some = removals === "all" ? null : removals;
  const { rowCount } = await client.query(
    `UPDATE sync_held_removal h SET state = $2, "supersededBecause" = $3, "decidedBy" = $4, "decidedAt" = $5,
       reason = coalesce(r.reason, h.reason)
     FROM sync_held_removal w LEFT JOIN unnest($6::text[], $7::text[]) AS r(id, reason) ON r.id = w."userId"
     WHERE w."runId" = $1 AND w.state = 'waiting' AND ($6::text[] IS NULL OR r.id IS NOT NULL)
       AND h."runId" = w."runId" AND h."userId" = w."userId"`,
    [
      ...[run, state, because, decidedBy, at],
      ...[some?.map(({ userId }) => userId) ?? null, some?.map(({ reason }) => reason) ?? null],
    ],
  );
  return rowCount ?? 0;
}
