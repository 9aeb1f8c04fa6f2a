import type pg from "pg";
import type { Database } from "../../db/database.ts";

/** Runs `work` in one transaction on one connection; any throw undoes all of it and is thrown on. */
export async function inTransaction<Result>(
  db: Database,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away, not handed to the next caller.
    client.release(broken);
  }
}
