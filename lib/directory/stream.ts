import type pg from "pg";
import type { Database } from "../db/database.ts";
import { databaseUnavailable } from "../db/database-error.ts";
import type { Prisma } from "../db/generated/client.ts";

/** Rows fetched at once; what a stream holds in memory. */
const batchSize = 500;

/**
 * The rows of one statement, fetched as they are taken, so memory does not grow with their number. One statement sees
 * one moment: a run that ends meanwhile shows in none of the rows. Ending the iteration early closes the cursor.
 *
 * A stream keeps its connection until it is read or given up. At most half of the pool's connections stream at a time,
 * because slow downloads would otherwise hold up every page; further streams wait their turn.
 *
 * @throws AppError `database-unavailable` when the connection cannot be had or breaks. A broken socket must not reach
 * a command as EPIPE: there that means that the reader of the output has had enough.
 */
export async function* streamRows<Row extends object>(db: Database, query: Prisma.Sql): AsyncGenerator<Row> {
  const leave = await enter(db.pool);
  try {
    const client = await db.pool.connect().catch(refuse);
    // A connection that breaks while it waits for a slow reader says so here; unheard, it would end the process.
    const ignore = () => {};
    client.on("error", ignore);
    try {
      yield* fetchRows<Row>(client, query);
    } finally {
      const sound = await client.query("ROLLBACK").then(
        () => true,
        () => false,
      );
      client.release(!sound);
      client.off("error", ignore);
    }
  } finally {
    leave();
  }
}

/** A cursor in SQL and not pg-query-stream: that one waits for ever when its connection is ended by the server. */
async function* fetchRows<Row extends object>(client: pg.PoolClient, query: Prisma.Sql): AsyncGenerator<Row> {
  await open(client, query).catch(refuse);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${batchSize} FROM listed`).catch(refuse);
    yield* rows;
    if (rows.length < batchSize) return;
  }
}

async function open(client: pg.PoolClient, query: Prisma.Sql): Promise<void> {
  await client.query("BEGIN READ ONLY");
  // Cursors are planned for their first tenth; these are read to the end.
  await client.query("SET LOCAL cursor_tuple_fraction = 1");
  await client.query(`DECLARE listed NO SCROLL CURSOR FOR ${query.text}`, query.values);
}

function refuse(error: unknown): never {
  throw databaseUnavailable(error);
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
