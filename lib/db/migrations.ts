import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { checkoutDirectory } from "../config/checkout.ts";
import { AppError } from "../errors.ts";

export type MigrationsOptions = {
  url: string;
  /** prisma/migrations of this checkout, unless a test says otherwise. */
  directory?: string;
};

const defaultDirectory = () => join(checkoutDirectory(), "prisma", "migrations");

/** Names of the migrations in the folder, oldest first (their names begin with their date). */
export function migrationNames({ directory = defaultDirectory() }: { directory?: string } = {}): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * Which migrations the database still lacks: one query. A database that knows migrations we do not have was made by a
 * newer Rollcall; that is no fault here, because during an update both run for a while.
 */
export async function missingMigrations(
  queryable: Pick<pg.ClientBase, "query">,
  { directory }: { directory?: string } = {},
): Promise<string[]> {
  const applied = await appliedMigrations(queryable);
  return migrationNames({ directory }).filter((name) => !applied.has(name));
}

async function appliedMigrations(queryable: Pick<pg.ClientBase, "query">): Promise<Set<string>> {
  try {
    const { rows } = await queryable.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    // 42P01: no such table, so nothing was ever applied.
    if ((error as pg.DatabaseError).code === "42P01") return new Set();
    throw error;
  }
}

/**
 * Applies what is missing, all of it in one transaction: a migration that fails, or a process that is killed in the
 * middle, leaves the database as it was. (Therefore no migration may use what PostgreSQL refuses in a transaction, such
 * as CREATE INDEX CONCURRENTLY.) Of several processes one applies and the others wait for it.
 *
 * @returns the names of the migrations applied by this call
 * @throws AppError `database-failed` with PostgreSQL's own words
 */
export async function applyMigrations({ url, directory = defaultDirectory() }: MigrationsOptions): Promise<string[]> {
  // Loaded only here: a database that lacks nothing is the usual case, and the engine weighs 5 MB.
  const { enginePool, openSchemaEngine } = await import("./schema-engine.ts");
  const pool = enginePool({ url, verify: onlyOneConnection() });
  try {
    const missing = await lockAndLookAgain(pool, directory);
    if (missing.length === 0) return [];
    const { engine, explain } = await openSchemaEngine({ pool });
    await pool.query("BEGIN");
    const migrated = engine.applyMigrations({
      migrationsList: migrationsList(directory),
      filters: { externalTables: [], externalEnums: [] },
    });
    const { appliedMigrationNames } = await migrated.catch((thrown) => {
      throw explain(thrown);
    });
    await pool.query("COMMIT");
    return appliedMigrationNames;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("database-failed", `The database could not be migrated and is as it was before: ${words}`, {
      cause,
    });
  } finally {
    // Ends the connection, and with it the lock and a transaction that was not committed.
    await pool.end();
  }
}

/** The lock is held until the connection ends. It is not the engine's own (72707369), which the engine takes itself. */
async function lockAndLookAgain(pool: pg.Pool, directory: string): Promise<string[]> {
  // Not pool.query, which gives up the connection when a query fails.
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('rollcall migrations'))");
    return await missingMigrations(client, { directory });
  } finally {
    client.release();
  }
}

/** A pool replaces a lost connection without a word; the rest of a migration would then run outside the transaction. */
function onlyOneConnection(): NonNullable<pg.PoolConfig["verify"]> {
  let connections = 0;
  return (_client, done) => {
    connections += 1;
    done(connections > 1 ? new Error("The connection was lost while the database was being prepared.") : undefined);
  };
}

function migrationsList(directory: string) {
  return {
    baseDir: directory,
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(directory, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames({ directory }).map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(directory, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
