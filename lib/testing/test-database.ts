import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../db/database.ts";

export type TestDatabase = {
  db: Database;
  url: string;
  /** Closes the pool and drops the database, whoever is still connected. */
  close(): Promise<void>;
};

/** A migrated, empty database of its own: for one test file (`beforeAll`), or for one test. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject("templateDatabaseUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(template, `CREATE DATABASE "${name}" TEMPLATE "${new URL(template).pathname.slice(1)}"`);
  // A test does not outlive its database: no commit has to wait for the disk.
  await onServer(template, `ALTER DATABASE "${name}" SET synchronous_commit = off`);
  const url = withDatabase(template, name);
  const db = openDatabase({ url, applicationName: "rollcall test" });
  return {
    db,
    url,
    async close() {
      await db.close();
      await onServer(template, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** An empty database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const template = inject("templateDatabaseUrl");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await onServer(template, `CREATE DATABASE "${name}"`);
  return { url: withDatabase(template, name), close: () => onServer(template, `DROP DATABASE "${name}" WITH (FORCE)`) };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Asked on the server's own database: nobody may be connected to a template while it is copied. */
async function onServer(template: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
