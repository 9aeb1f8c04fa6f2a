import type { Database } from "../db/database.ts";

/** Leaves the tables and no row in them. Rows are deleted and not files: TRUNCATE takes much longer. */
export async function emptyDatabase({ pool }: Pick<Database, "pool">): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ 'migration'`,
  );
  const deletions = rows.map(({ name }) => `DELETE FROM "${name}"`).join("; ");
  // Without regard to what refers to what: all of it goes.
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${deletions}; COMMIT`);
}
