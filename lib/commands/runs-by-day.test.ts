import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { listRuns } from "./runs.ts";
import { changesByDay } from "./runs-by-day.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 20 });
  const run = (data: object) => ({ requestedBy: "test", kind: "delta", state: "succeeded", ...data });
  const counts = { created: 1, restored: 1, updated: 2, removed: 3 };
  await at.context.db.prisma.syncRun.createMany({
    data: [
      run({
        kind: "full",
        reason: "first run",
        counts: { ...counts, created: 20 },
        finishedAt: "2026-03-04T10:00:00Z",
      }),
      run({ counts, finishedAt: "2026-03-04T23:59:00Z" }),
      run({ counts, finishedAt: "2026-03-06T00:01:00Z" }),
      run({ counts, finishedAt: "2026-03-06T12:00:00Z", state: "held" }),
      run({ counts, finishedAt: "2026-03-06T12:00:00Z", kind: "preview" }),
      run({ counts, finishedAt: "2026-02-20T12:00:00Z" }),
    ],
  });
});
afterAll(() => at.close());

test("every day of the week has its sums, days without a run too, and the first copy is no change", async () => {
  const now = () => new Date("2026-03-06T18:00:00Z");
  expect(await changesByDay({ ...at.context, now }, { days: 3 })).toEqual([
    { day: "2026-03-04", added: 2, changed: 2, removed: 3 },
    { day: "2026-03-05", added: 0, changed: 0, removed: 0 },
    { day: "2026-03-06", added: 4, changed: 4, removed: 6 },
  ]);
});

test("the runs of a day are those that ended on it", async () => {
  const runs = await listRuns(at.context, { day: "2026-03-06", limit: 10 });
  expect(runs.map(({ finishedAt }) => finishedAt?.toISOString().slice(0, 10))).toEqual(Array(3).fill("2026-03-06"));
  expect(await listRuns(at.context, { day: "2026-03-05", limit: 10 })).toEqual([]);
});

test("the days are those of whoever looks", async () => {
  const now = () => new Date("2026-03-06T18:00:00Z");
  const zone = "America/New_York";
  const days = await changesByDay({ ...at.context, now }, { days: 2, zone });
  // A minute after midnight UTC it is the day before there.
  expect(days).toEqual([
    { day: "2026-03-05", added: 2, changed: 2, removed: 3 },
    { day: "2026-03-06", added: 2, changed: 2, removed: 3 },
  ]);
  expect(await listRuns(at.context, { day: "2026-03-05", zone, limit: 10 })).toHaveLength(1);
});
