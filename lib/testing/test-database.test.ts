import { afterAll, beforeAll, expect, test } from "vitest";
import { missingMigrations } from "../db/migrations.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([testDatabase(), testDatabase()]);
});

afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
});

test("a test database is migrated", async () => {
  expect(await missingMigrations(first.db.pool)).toEqual([]);
});

test("what one test writes another does not see", async () => {
  await first.db.prisma.setting.create({ data: { key: "k", value: 1, changedBy: "test" } });
  expect(await first.db.prisma.setting.count()).toBe(1);
  expect(await second.db.prisma.setting.count()).toBe(0);
});
