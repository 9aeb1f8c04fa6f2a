import type pg from "pg";
import QueryStream from "pg-query-stream";
import type { Database } from "../db/database.ts";
import type { Prisma } from "../db/generated/client.ts";

/** Rows fetched at once; what a stream holds in memory. */
const batchSize = 500;

/**
 * The rows of one statement, fetched as they are taken, so memory does not grow with their number. One statement sees
 * one moment: a run that ends meanwhile shows in none of the rows. Ending the iteration early closes the cursor.
 *
 * A stream keeps its connection until it is read or given up. At most half of the pool's connections stream at a time,
 * because slow downloads would otherwise hold up every page; further streams wait their turn.
 */
export async function* streamRows<Row>(db: Database, query: Prisma.Sql): AsyncGenerator<Row> {
  const leave = await enter(db.pool);
  try {
    const client = await db.pool.connect();
    // A connection that breaks while it waits for a slow reader says so here; unheard, it would end the process.
    const ignore = () => {};
    client.on("error", ignore);
    let complete = false;
    try {
      for await (const row of client.query(new QueryStream(query.text, query.values, { batchSize }))) yield row as Row;
      complete = true;
    } finally {
      client.off("error", ignore);
      // A connection left in the middle of its rows is closed: no later query can meet what is left of this one.
      client.release(!complete);
    }
  } finally {
    leave();
  }
}

type Turns = { streaming: number; waiting: (() => void)[] };

const turnsOf = new WeakMap<pg.Pool, Turns>();

async function enter(pool: pg.Pool): Promise<() => void> {
  const turns = turnsOf.get(pool) ?? { streaming: 0, waiting: [] };
  turnsOf.set(pool, turns);
  const atOnce = Math.max(1, Math.floor((pool.options.max ?? 10) / 2));
  if (turns.streaming >= atOnce) await new Promise<void>((resolve) => turns.waiting.push(resolve));
  else turns.streaming += 1;
  return () => {
    const next = turns.waiting.shift();
    // The place is handed on, so nobody who comes in between can take it.
    if (next) next();
    else turns.streaming -= 1;
  };
}
