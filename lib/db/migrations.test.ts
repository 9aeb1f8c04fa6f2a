import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkoutDirectory } from "../config/checkout.ts";
import { emptyDatabase, testDatabase } from "../testing/test-database.ts";
import { openDatabase } from "./database.ts";
import { applyMigrations, missingMigrations } from "./migrations.ts";
import { enginePool, openSchemaEngine } from "./schema-engine.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-migrations-"));
  cpSync(join(checkoutDirectory(), "prisma", "migrations"), directory, { recursive: true });
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function addMigration(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, "migration.sql"), sql);
}

test("a failing migration leaves nothing behind, says PostgreSQL's words, and can be mended and applied", async () => {
  const { url, close } = await emptyDatabase();
  const db = openDatabase({ url, applicationName: "test" });
  addMigration("29990101000000_half", "CREATE TABLE half (n int);\nSELECT 1 / 0;");
  await expect(applyMigrations({ url, directory })).rejects.toMatchObject({
    code: "database-failed",
    message: "The database could not be migrated and is as it was before: division by zero",
  });
  const { rows } = await db.pool.query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'");
  expect(rows).toEqual([{ tables: 0 }]);

  addMigration("29990101000000_half", "CREATE TABLE half (n int);");
  expect(await applyMigrations({ url, directory })).toContain("29990101000000_half");
  expect(await missingMigrations(db.pool, { directory })).toEqual([]);
  await db.close();
  await close();
});

test("a semicolon in a comment, a text or a function body does not cut a migration in two", async () => {
  const { url, close } = await emptyDatabase();
  addMigration(
    "29990101000000_semicolons",
    `-- one; two
     CREATE TABLE texts (t text DEFAULT 'a;b');
     CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.t := NEW.t || ';'; RETURN NEW; END; $$;
     INSERT INTO texts DEFAULT VALUES;`,
  );
  await applyMigrations({ url, directory });
  const db = openDatabase({ url, applicationName: "test" });
  const { rows } = await db.pool.query("SELECT t FROM texts");
  expect(rows).toEqual([{ t: "a;b" }]);
  await db.close();
  await close();
});

test("the migrations make exactly the tables that the Prisma schema describes", async () => {
  const { url, close } = await testDatabase();
  const schema = join(checkoutDirectory(), "prisma", "schema.prisma");
  const pool = enginePool({ url });
  const { engine } = await openSchemaEngine({ pool, datamodels: [schema] });
  const files = [{ path: schema, content: readFileSync(schema, "utf8") }];
  const difference = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: checkoutDirectory() },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  await pool.end();
  await close();
  expect(difference).toEqual({ exitCode: 0, stdout: expect.stringContaining("This is an empty migration.") });
});
