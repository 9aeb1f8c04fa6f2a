import { afterEach, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { emptyDatabase } from "../testing/test-database.ts";
import { openDatabase } from "./database.ts";
import { migrationNames } from "./migrations.ts";
import { prepareDatabase } from "./prepare.ts";

const log = createLog({ level: "off" });
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function emptyConfig() {
  const { url, close } = await emptyDatabase();
  open.push(close);
  return { databaseUrl: url, dataDirectory: "unused", dataDirectoryGiven: false };
}

test("an empty database gets every migration, and the second time there is nothing to do", async () => {
  const config = await emptyConfig();
  const first = await prepareDatabase(config, { log });
  expect(first).toMatchObject({ embedded: false, started: false, applied: migrationNames() });
  expect((await prepareDatabase(config, { log })).applied).toEqual([]);
});

test("two processes that prepare one database at once both succeed, and each migration is applied once", async () => {
  const config = await emptyConfig();
  const both = await Promise.all([prepareDatabase(config, { log }), prepareDatabase(config, { log })]);
  expect(both.flatMap(({ applied }) => applied)).toEqual(migrationNames());
  const db = openDatabase({ url: config.databaseUrl, applicationName: "test" });
  const { rows } = await db.pool.query("SELECT count(*)::int AS rows FROM _prisma_migrations");
  await db.close();
  expect(rows).toEqual([{ rows: migrationNames().length }]);
});

test("a database that is not there is said without its address or password", async () => {
  const databaseUrl = "postgresql://someone:hunter2@127.0.0.1:1/secret-name";
  const refusal = prepareDatabase({ databaseUrl, dataDirectory: "unused", dataDirectoryGiven: false }, { log });
  await expect(refusal).rejects.toMatchObject({
    code: "database-unavailable",
    message: "The database cannot be used: nothing listens there: start it, or correct DATABASE_URL.",
  });
});
