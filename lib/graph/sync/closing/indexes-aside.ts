import type { Database } from "../../../db/database.ts";
import { inTransaction } from "../transaction.ts";
import { hasNobody } from "./first-load.ts";

/* An index over rows that are already there is made in a fraction of the time that it takes to keep it row by row. */

const mirrorTables = [
  "microsoft_graph_user",
  "microsoft_graph_user_supervisor",
  "microsoft_graph_group_member",
  "microsoft_graph_user_change",
];

/** Below this, the time saved is not worth the locks. */
const leastPeople = 5_000;

/**
 * Sets the indexes of an empty mirror aside for a first load of many people: all but the unique ones, also those that
 * an administrator added. In a transaction of its own, before the closing one, which would else keep every reader out
 * until it ends. What they were is kept in `sync_index_aside`, so that whoever runs next after a crash can make them again.
 */
export async function setIndexesAside(db: Database, { people }: { people: number }): Promise<void> {
  if (people < leastPeople) return;
  await inTransaction(db, async (client) => {
    if (!(await hasNobody(client))) return;
    const { rows } = await client.query<{ name: string }>(
      `INSERT INTO sync_index_aside (name, definition)
       SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
       WHERE indrelid = ANY($1::text[]::regclass[]) AND NOT indisunique AND indisvalid
       ON CONFLICT (name) DO UPDATE SET definition = EXCLUDED.definition RETURNING name`,
      [mirrorTables],
    );
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  });
}

/**
 * Makes the indexes again that were set aside, the search index beside all others: it takes as long as they together.
 * Readers are not kept waiting: only writers are.
 */
export async function putIndexesBack(db: Database): Promise<void> {
  const { rows } = await db.pool.query<{ name: string; isSearch: boolean }>(
    `SELECT name, definition LIKE '% gin_trgm_ops%' AS "isSearch" FROM sync_index_aside ORDER BY name`,
  );
  const inTurn = async (isSearch: boolean) => {
    for (const row of rows) if (row.isSearch === isSearch) await putBack(db, row);
  };
  // Both are waited for, also when one fails: nothing of this may go on behind the end of the run.
  const ended = await Promise.allSettled([inTurn(true), inTurn(false)]);
  for (const outcome of ended) if (outcome.status === "rejected") throw outcome.reason;
}

async function putBack(db: Database, { name }: { name: string }): Promise<void> {
  await inTransaction(db, async (client) => {
    // Somebody else may be at it at this moment, or have done it.
    const taken = await client.query<{ definition: string }>(
      "SELECT definition FROM sync_index_aside WHERE name = $1 FOR UPDATE SKIP LOCKED",
      [name],
    );
    const definition = taken.rows[0]?.definition;
    if (!definition) return;
    await client.query(definition.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS "));
    await client.query("DELETE FROM sync_index_aside WHERE name = $1", [name]);
  });
}
