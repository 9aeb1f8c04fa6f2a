import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { findRun } from "./runs.ts";
import { cancelRun, queueSync, sync } from "./sync.ts";

let at: TestContext;
beforeEach(async () => {
  at = await testContext();
});
afterEach(() => at.close());

type Kind = "delta" | "full" | "preview";
const queue = async (kind: Kind) => (await queueSync(at.context, { requestedBy: "test", kind })).run;
const kindOf = async (run: number) => (await findRun(at.context, run))?.kind;
const take = (run: number) => sync(at.context, { requestedBy: "worker", run });

describe("a wish for a run while one waits for a worker", () => {
  test("is the same run when it asks for the same, or for less", async () => {
    const run = await queue("delta");
    expect(await queue("delta")).toBe(run);
    const preview = await queue("preview");
    expect(await queue("preview")).toBe(preview);
    expect(await queue("full")).toBe(run);
    expect(await queue("delta")).toBe(run);
    expect(await kindOf(run)).toBe("full");
  });

  test("for everything makes the waiting run read everything", async () => {
    await sync(at.context, { requestedBy: "test" });
    const run = await queue("delta");
    expect(await queue("full")).toBe(run);
    expect(await take(run)).toMatchObject({ run: { kind: "full", reason: "a full run was asked for" } });
  });

  test("for a preview waits beside the run, and both are carried out", async () => {
    const run = await queue("delta");
    const preview = await queue("preview");
    expect(preview).not.toBe(run);
    expect(await take(preview)).toMatchObject({ run: { kind: "preview", state: "succeeded" } });
    expect(await at.context.db.prisma.microsoftGraphUser.count()).toBe(0);
    expect(await take(run)).toMatchObject({ run: { kind: "full", state: "succeeded" } });
  });

  test("while a preview waits is a run of its own, and the preview stays one", async () => {
    const preview = await queue("preview");
    expect(await queue("full")).not.toBe(preview);
    expect(await kindOf(preview)).toBe("preview");
  });

  test("after the run was cancelled is a new one", async () => {
    const run = await queue("delta");
    await cancelRun(at.context, { run });
    expect(await queue("delta")).not.toBe(run);
  });
});

test("a queued run that another process has done is gone, and nothing is done twice", async () => {
  const run = await queue("delta");
  expect(await take(run)).toMatchObject({ state: "ended", run: { id: run, state: "succeeded" } });
  const asked = at.tenant.requests.length;
  expect(await take(run)).toMatchObject({ state: "gone", run: { id: run, state: "succeeded" } });
  expect(at.tenant.requests.length).toBe(asked);
});

test("a queued run that was cancelled before a worker took it is gone", async () => {
  const run = await queue("delta");
  await cancelRun(at.context, { run });
  expect(await take(run)).toMatchObject({ state: "gone", run: { state: "cancelled" } });
});

test("of two processes that take one queued run at once, one does it", async () => {
  const run = await queue("delta");
  const states = (await Promise.all([take(run), take(run)])).map(({ state }) => state).sort();
  expect(states).toContain("ended");
  expect(states.some((state) => state === "busy" || state === "gone")).toBe(true);
  expect(await at.context.db.prisma.syncRun.count()).toBe(1);
});
