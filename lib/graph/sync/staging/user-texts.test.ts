import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sync } from "../../../commands/sync.ts";
import { type TestContext, testContext } from "../../../testing/test-context.ts";
import { supervisorSql, userSql } from "./columns.ts";
import { digestSql } from "./row-text.ts";

let opened: TestContext;

beforeEach(async () => {
  opened = await testContext({ people: 60, environment: { MSGRAPH_GROUP_NAME_TO_SYNC: "*" } });
  await runFully();
});

afterEach(async () => {
  await opened.close();
});

async function runFully() {
  const outcome = await sync(opened.context, { requestedBy: "test", kind: "full" });
  if (outcome.state !== "ended") throw new Error("another run is in progress");
  expect(outcome.run.error).toBeUndefined();
  return outcome.run.counts;
}

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await opened.context.db.pool.query<Row>(text, values)).rows;
}

const people = () => [...opened.tenant.users.all()];
const oneId = () => (people()[3]?.id ?? "").toLowerCase();

async function titleOf(id: string) {
  const [row] = await query<{ jobTitle: string }>('SELECT "jobTitle" FROM microsoft_graph_user WHERE id = $1', [id]);
  return row?.jobTitle;
}

/** Somebody changed a row by hand, and the memory says that it is just what the unchanged text makes. */
async function spoilWithMemory(id: string) {
  await query(`UPDATE microsoft_graph_user SET "jobTitle" = 'Spoilt' WHERE id = $1`, [id]);
  const client = await opened.context.db.pool.connect();
  try {
    await client.query("SET TimeZone = 'UTC'");
    await client.query(
      `UPDATE sync_user_text t SET "rowDigest" = decode(${digestSql(`${userSql.of("u")}, ${supervisorSql.of("s")}`)}, 'hex')
       FROM microsoft_graph_user u LEFT JOIN microsoft_graph_user_supervisor s ON s."userId" = u.id
       WHERE t.id = u.id AND u.id = $1`,
      [id],
    );
  } finally {
    client.release(true);
  }
}

test("an object that comes with a known text is not read again", async () => {
  await spoilWithMemory(oneId());
  expect(await runFully()).toMatchObject({ read: people().length, updated: 0, unchanged: people().length });
  expect(await titleOf(oneId())).toBe("Spoilt");
});

test("a row that somebody changed by hand is put right, although its text is known", async () => {
  const before = await titleOf(oneId());
  await query(`UPDATE microsoft_graph_user SET "jobTitle" = 'Spoilt' WHERE id = $1`, [oneId()]);
  expect(await runFully()).toMatchObject({ updated: 1, unchanged: people().length - 1 });
  expect(await titleOf(oneId())).toBe(before);
});

test("such a row is put right also where the object was compared before PostgreSQL had looked at the row", async () => {
  const before = await titleOf(oneId());
  await query(`UPDATE microsoft_graph_user SET "jobTitle" = 'Spoilt' WHERE id = $1`, [oneId()]);
  const locker = await opened.context.db.pool.connect();
  await locker.query("BEGIN; LOCK TABLE microsoft_graph_user_supervisor");
  const running = runFully();
  await vi.waitUntil(async () => {
    const [run] = await query<{ users: boolean }>(
      `SELECT progress->>'phase' = 'users' AND (progress->>'done')::int > 0 AS users FROM sync_run ORDER BY id DESC LIMIT 1`,
    );
    return run?.users;
  });
  await locker.query("COMMIT");
  locker.release();
  expect(await running).toMatchObject({ read: people().length, updated: 1, unchanged: people().length - 1 });
  expect(await titleOf(oneId())).toBe(before);
});

test("what was noted under other rules says nothing", async () => {
  await spoilWithMemory(oneId());
  await query("UPDATE sync_user_text SET rules = rules # 1");
  expect(await runFully()).toMatchObject({ updated: 1 });
  expect(await titleOf(oneId())).not.toBe("Spoilt");
});

test("one text of each person of the copy is kept, the last", async () => {
  opened.tenant.updateUser(oneId(), { jobTitle: "Another" });
  const gone = people().find(({ id }) => id.toLowerCase() !== oneId())?.id ?? "";
  opened.tenant.deleteUser(gone);
  expect(await runFully()).toMatchObject({ removed: 1 });
  const texts = await query<{ id: string }>("SELECT id FROM sync_user_text ORDER BY id");
  const live = await query<{ id: string }>('SELECT id FROM microsoft_graph_user WHERE "deletedAt" IS NULL ORDER BY id');
  expect(texts).toEqual(live);
  expect(await runFully()).toMatchObject({ updated: 0, unchanged: people().length });
});

test("an emptied memory, as after a crash of the server, costs nothing but reading", async () => {
  await query("TRUNCATE sync_user_text");
  expect(await runFully()).toMatchObject({ updated: 0, unchanged: people().length });
  expect(await query("SELECT FROM sync_user_text")).toHaveLength(people().length);
});
