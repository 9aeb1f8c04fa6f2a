import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../db/database.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { health } from "./health.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 5 });
});
afterAll(() => at.close());

test("a migrated database that answers makes the app ready, and says that no worker is there", async () => {
  expect(await health({ open: async () => at.context })).toEqual({ status: "ready", worker: false });
});

test("a database that is not there is the reason, without its address, and the next look asks anew", async () => {
  const gone = openDatabase({ url: "postgresql://someone:secret@127.0.0.1:1/nowhere", applicationName: "test" });
  let context = { ...at.context, db: gone };
  const look = () => health({ open: async () => context });
  const answer = await look();
  expect(answer.status).toBe("not-ready");
  expect(JSON.stringify(answer)).not.toMatch(/secret|127\.0\.0\.1|nowhere/);
  context = { ...at.context };
  expect((await look()).status).toBe("ready");
  await gone.close();
});

test("a missing migration is the reason", async () => {
  await at.context.db.pool.query("UPDATE _prisma_migrations SET rolled_back_at = now()");
  expect(await health({ open: async () => at.context })).toEqual({
    status: "not-ready",
    reason: "The database lacks migrations: run the command migrate.",
  });
});
