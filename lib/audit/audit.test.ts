import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../graph/sync/transaction.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { listAudit } from "./entries.ts";
import { recordAudit } from "./record.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const ada = { id: "AAAAAAAA-0000-4000-8000-000000000001", name: "ada@contoso.example" };
const shell = { name: "ops on host (command line)" };

let here: TestDatabase;
beforeAll(async () => {
  here = await testDatabase();
});
afterAll(() => here.close());

const agoDays = (days: number) => new Date(Date.now() - days * dayMs);
const listed = (filters: Parameters<typeof listAudit>[1]["filters"], before?: string) =>
  listAudit(here, { filters, before, limit: 2 });

test("an event is there when the transaction that it tells of is, and otherwise not", async () => {
  const note = (run: number, fails: boolean) =>
    inTransaction(here.db, async (client) => {
      await recordAudit(client, { at: new Date(), by: ada, event: { kind: "sync-cancelled", run } });
      if (fails) throw new Error("the change itself failed");
    });
  await expect(note(1, true)).rejects.toThrow("the change itself failed");
  await note(2, false);
  const { entries } = await listed({ kind: "sync-cancelled" });
  expect(entries).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      at: expect.any(Date),
      actorId: ada.id.toLowerCase(),
      actorName: ada.name,
      kind: "sync-cancelled",
      about: "run:2",
      details: { run: 2 },
    },
  ]);
});

test.each([
  ["UPDATE audit_event SET \"actorName\" = 'somebody else'", "UPDATE"],
  ["DELETE FROM audit_event", "DELETE"],
  ["TRUNCATE audit_event", "TRUNCATE"],
  // Also with the variable that the one way out sets: what is young stays.
  ["SELECT set_config('rollcall.audit_forgets', 'on', false); DELETE FROM audit_event", "DELETE"],
])("the log only grows: %s is refused", async (statement, operation) => {
  await recordAudit(here.db.pool, { at: new Date(), by: shell, event: { kind: "consent-asked" } });
  const client = await here.db.pool.connect();
  try {
    await expect(client.query(statement)).rejects.toThrow(`the audit log only grows: ${operation} is refused`);
  } finally {
    client.release(true);
  }
  expect((await listed({ kind: "consent-asked" })).total).toBeGreaterThan(0);
});

test("what is old is forgotten by one function, which notes it and never touches the last 30 days", async () => {
  const asked = (at: Date) => recordAudit(here.db.pool, { at, by: ada, event: { kind: "signed-out" } });
  for (const days of [400, 100, 29]) await asked(agoDays(days));
  const forget = async (before: Date) =>
    (await here.db.pool.query<{ events: number }>("SELECT audit_event_forget($1) AS events", [before])).rows[0]?.events;
  expect(await forget(agoDays(365))).toBe(1);
  expect(await forget(new Date())).toBe(1);
  expect((await listed({ kind: "signed-out" })).total).toBe(1);
  const { entries } = await listed({ kind: "audit-forgotten" });
  expect(entries.map(({ actorName, details }) => [actorName, details.events])).toEqual([
    ["retention", 1],
    ["retention", 1],
  ]);
  expect(await forget(agoDays(365))).toBe(0);
  expect((await listed({ kind: "audit-forgotten" })).total).toBe(2);
});

test("the log is found by kind, person and day, newest first, page by page", async () => {
  const other = { id: "bbbbbbbb-0000-4000-8000-000000000002", name: "Bo 100%_sure" };
  const record = (by: typeof other, person: string, at: Date) =>
    recordAudit(here.db.pool, { at, by, event: { kind: "person-exported", person } });
  await record(other, ada.id.toLowerCase(), new Date("2026-03-01T00:00:00Z"));
  await record(other, other.id, new Date("2026-03-01T23:59:59.999Z"));
  await record(ada, other.id, new Date("2026-03-02T00:00:00Z"));
  const kind = "person-exported" as const;
  const first = await listed({ kind });
  expect(first).toMatchObject({
    total: 3,
    hasMore: true,
    entries: [{ actorName: ada.name }, { about: `person:${other.id}` }],
  });
  const second = await listed({ kind }, first.entries[1]?.id);
  expect(second).toMatchObject({ total: 3, hasMore: false, entries: [{ about: `person:${ada.id.toLowerCase()}` }] });
  expect((await listed({ kind, from: new Date("2026-03-01"), to: new Date("2026-03-01") })).total).toBe(2);
  // By object id: what they did, and what was done about them.
  expect((await listed({ kind, q: ada.id })).total).toBe(2);
  expect((await listed({ kind, q: "bo SURE" })).total).toBe(2);
  expect((await listed({ kind, q: "100%_" })).total).toBe(2);
  expect((await listed({ kind, q: "100x_" })).total).toBe(0);
});

test("what PostgreSQL cannot hold is noted all the same", async () => {
  const event = {
    kind: "exported",
    what: "users",
    filters: { q: "a\0b\ud800 \\u0000" },
    columns: ["id"],
    rows: 0,
    end: "failed",
  } as const;
  await recordAudit(here.db.pool, { at: new Date(), by: { name: "nul\0" }, event });
  const { entries } = await listed({ kind: "exported" });
  expect(entries).toMatchObject([{ actorName: "nul\uFFFD", details: { filters: { q: "a\uFFFDb\uFFFD \\u0000" } } }]);
});
