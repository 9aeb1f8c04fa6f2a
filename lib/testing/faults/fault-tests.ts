import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../test-database.ts";
import type { Ending, FaultRow, KindOfRun } from "./fault-row.ts";
import { faultTable } from "./fault-table.ts";
import { type Trial, trialsOf } from "./trial.ts";

/** A test for every row of the fault table that this kind of run can meet. */
export function testFaultsOf(kind: KindOfRun): void {
  let database: TestDatabase;
  const trials = trialsOf(kind, { db: () => database.db });

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.close());

  for (const { title, rows } of faultTable) {
    const met = rows.filter(({ endings }) => endings[kind].end !== "does not arise");
    describe.runIf(met.length > 0)(title, () => {
      for (const row of met) {
        test(row.fault, async () => {
          const trial = await trials.meet(row);
          expectSoundness(trial, row);
          expectEnding(trial, row.endings[kind]);
          if (row.inSlices && trial.run.state === "succeeded") expectSlices(trial);
          expectRecovery(trial);
          trials.goOn();
        });
      }
    });
  }
}

/** What holds however a run ends. */
function expectSoundness(trial: Trial, row: FaultRow): void {
  if (row.faults || row.memberships) expect(trial.struck, "calls that the fault befell").toBeGreaterThan(0);
  expect(trial.lost, "people who are there and were removed").toEqual([]);
  expect(trial.hurried, "requests before a Retry-After had passed").toEqual([]);
  expect(trial.leases).toBe(0);
  expect(trial.ledger).not.toContain(trial.secret);
  expect(trial.ledger).not.toMatch(/eyJ[\w-]{10,}\./);
}

function expectEnding(trial: Trial, ending: Ending): void {
  if (ending.end === "fails") expectFailure(trial, ending);
  else expectSuccess(trial, ending);
}

function expectSuccess(
  { run, waited, differences, listsReadAnew }: Trial,
  ending: Exclude<Ending, { end: "fails" }>,
): void {
  const told = JSON.stringify(run.error);
  if (ending.end === "holds") {
    expect(run.state, told).toBe("held");
    expect(run.counts.removed).toBe(0);
    return;
  }
  expect(run.state, told).toBe("succeeded");
  if (ending.end !== "catches up") expect(differences).toEqual([]);
  if (ending.end === "passes") expect(run.retries).toBe(0);
  if (ending.end === "tries again") expect(run.retries).toBeGreaterThan(0);
  if (ending.end === "waits") expect(waited).toBeGreaterThanOrEqual(ending.seconds);
  if (ending.end === "starts over") expect(listsReadAnew).not.toEqual([]);
  if (ending.end === "reads everything") {
    expect(run.kind).toBe("full");
    expect(run.reason).toMatch(/delta link/);
  }
}

function expectFailure({ run, mirrorBefore, mirrorAfter }: Trial, ending: Ending & { end: "fails" }): void {
  expect(run.state).toBe("failed");
  const { code, status, graphCode, says = "" } = ending;
  expect(run.error).toMatchObject({ code, ...(status && { status }), ...(graphCode && { graphCode }) });
  expect(run.error?.message).toContain(says);
  // Whatever Microsoft answered has an id that its support asks for.
  if (graphCode) expect(run.error?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(mirrorAfter, "the mirror before and after").toEqual(mirrorBefore);
}

/** A row about slices that was met page after page would show nothing. */
function expectSlices({ run }: Trial): void {
  const users = run.proof?.users;
  expect(users?.plan === "slices" || users?.instead, JSON.stringify(users)).toBeTruthy();
}

/** Without the fault the next run makes the mirror the directory. */
function expectRecovery({ next }: Trial): void {
  if (!next) return;
  expect(next.run.state, JSON.stringify(next.run.error)).toBe("succeeded");
  expect(next.differences).toEqual([]);
}
