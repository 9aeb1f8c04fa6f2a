import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelRun, queueSync, sync } from "#lib/commands/sync.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import type { RunSnapshot } from "../runs/_parts/run-snapshot.ts";
import { runEvents } from "./run-events.ts";

let at: TestContext;
beforeAll(async () => {
  at = await testContext({ people: 120, tenant: { latency: { requestMs: 80 } } });
});
afterAll(() => at.close());

const queue = async () => {
  const queued = await queueSync(at.context, { requestedBy: "test" });
  if (queued.state === "busy") throw new Error("no other run should be there");
  return queued.run;
};

test("a reader sees a run wait, move and end, whoever carries it out", async () => {
  const run = await queue();
  const seen: RunSnapshot[] = [];
  for await (const snapshot of runEvents(at.context, { run, signal: new AbortController().signal })) {
    seen.push(snapshot);
    if (seen.length === 1) void sync(at.context, { requestedBy: "test", run });
  }
  expect(seen[0]).toMatchObject({ state: "queued", hasWorker: false });
  expect(seen.at(-1)).toMatchObject({ state: "succeeded" });
  const phases = seen.filter(({ state }) => state === "running").map(({ phase }) => phase);
  expect(phases.length).toBeGreaterThan(0);
  expect(seen.at(-1)?.requests).toBeGreaterThan(0);
});

test("the last event of a cancelled run says so", async () => {
  const run = await queue();
  const seen: RunSnapshot[] = [];
  for await (const snapshot of runEvents(at.context, { run, signal: new AbortController().signal })) {
    seen.push(snapshot);
    if (seen.length === 1) await cancelRun(at.context, { run });
  }
  expect(seen.map(({ state }) => state)).toEqual(["queued", "cancelled"]);
});

test("a reader who leaves ends the looking", async () => {
  const run = await queue();
  const leave = new AbortController();
  let snapshots = 0;
  for await (const _ of runEvents(at.context, { run, signal: leave.signal })) {
    snapshots += 1;
    leave.abort();
  }
  expect(snapshots).toBe(1);
});

test("an unknown run has no events", async () => {
  const events = runEvents(at.context, { run: 4711, signal: new AbortController().signal });
  expect(await events.next()).toEqual({ value: undefined, done: true });
});
