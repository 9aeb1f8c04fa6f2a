import type { Database } from "../../db/database.ts";
import type { Run } from "../../graph/sync/ledger.ts";
import type { Fault } from "../../tenant/faults.ts";
import { mirrorDifferences, mirrorFingerprints, peopleInScope, peopleShown } from "../mirror-state.ts";
import type { FaultRow, KindOfRun } from "./fault-row.ts";
import { openStage, type Stage } from "./stage.ts";

/** What came of a run that met a fault, and of the run after it. */
export type Trial = {
  run: Run;
  /** Calls that the faults befell. */
  struck: number;
  /** Requests that were sent before a Retry-After had passed. */
  hurried: string[];
  /** Seconds that the run took by the stopped clock: nothing but waits. */
  waited: number;
  mirrorBefore: Record<string, string>;
  mirrorAfter: Record<string, string>;
  /** In how far the mirror is not the directory. */
  differences: string[];
  /** People who are there, were shown before the run, and are not shown after it. */
  lost: string[];
  /** First pages that were asked for more than once. */
  listsReadAnew: string[];
  /** Leases that outlive their run: they would keep the next one from running. */
  leases: number;
  /** Everything the ledger keeps, to look for secrets in. */
  ledger: string;
  secret: string;
  /** After a run that left something to do: the next one, which meets no fault. */
  next?: { run: Run; differences: string[] };
};

/** Where the rows meet their faults, one after the other. */
export type Trials = {
  meet(row: FaultRow): Promise<Trial>;
  /** The last row left everything sound: the next one may go on from there, which saves a first load. */
  goOn(): void;
};

export function trialsOf(kind: KindOfRun, { db }: { db: () => Database }): Trials {
  let last: Stage | undefined;
  let sound: Stage | undefined;
  return {
    async meet(row) {
      const isOrdinary =
        kind !== "first load" && !row.tenant && !row.policy && !row.inSlices && !row.memberships && !row.unmended;
      const stage = (isOrdinary ? sound : undefined) ?? (await openStage(db(), row));
      sound = undefined;
      last = isOrdinary ? stage : undefined;
      return meetFault(stage, { row, kind });
    },
    goOn() {
      sound = last;
    },
  };
}

const hour = 3_600_000;

async function meetFault(stage: Stage, { row, kind }: { row: FaultRow; kind: KindOfRun }): Promise<Trial> {
  const { db, tenant, scope, clock, line } = stage;
  if (kind !== "first load") {
    if ((await db.prisma.syncRun.count()) === 0) await stage.run("full");
    stage.changeDirectory();
  }
  clock.advance((row.pausedDays ?? 0) * 24 * hour);
  row.before?.(tenant);
  const shownBefore = await peopleShown(db);
  const mirrorBefore = await mirrorFingerprints(db.pool);
  const [struckBefore, askedBefore] = [tenant.faults.struck(), tenant.requests.length];
  for (const fault of row.faults?.({ kind, now: clock.now() }) ?? []) tenant.faults.add(fault);
  if (row.inSlices) tenant.faults.add(slowFirstPage);
  line.hurried.length = 0;
  line.meanwhile = row.meanwhile && { at: row.meanwhile.at(kind), act: row.meanwhile.act };
  const began = clock.now().getTime();
  const run = await stage.run(kind === "full run" ? "full" : "delta");
  tenant.faults.clear();
  const [isThere, isShown] = [new Set(peopleInScope(tenant, scope)), new Set(await peopleShown(db))];
  const trial: Trial = {
    run,
    waited: (clock.now().getTime() - began) / 1_000,
    struck: tenant.faults.struck() - struckBefore,
    hurried: [...line.hurried],
    mirrorBefore,
    mirrorAfter: await mirrorFingerprints(db.pool),
    differences: await mirrorDifferences(db, tenant, { scope, memberships: row.memberships }),
    lost: shownBefore.filter((id) => isThere.has(id) && !isShown.has(id)),
    listsReadAnew: readAnew(tenant.requests.slice(askedBefore).map(({ path }) => path)),
    leases: await db.prisma.syncLease.count(),
    ledger: JSON.stringify(await db.prisma.syncRun.findMany(), (_, value) => String(value)),
    secret: tenant.clientSecret,
  };
  if (row.unmended || (run.state === "succeeded" && trial.differences.length === 0)) return trial;
  row.mend?.(tenant);
  // Whatever Microsoft asked to wait for is over, and the token has expired.
  clock.advance(3 * hour);
  const ending = row.endings[kind];
  const next = await stage.run(ending.end === "catches up" && ending.with === "the next full run" ? "full" : "delta");
  return {
    ...trial,
    next: { run: next, differences: await mirrorDifferences(db, tenant, { scope, memberships: row.memberships }) },
  };
}

/** Really waited for: by the time of this page a first load judges whether its list is long enough for slices. */
const slowFirstPage: Fault = { kind: "delay", delayMs: 300, match: /^GET \/v1\.0\/users\?\$select/ };

function readAnew(paths: string[]): string[] {
  const first = paths.filter((path) => /[?&]\$top=/.test(path) && !path.includes("$skiptoken"));
  return first.filter((path, at) => first.indexOf(path) !== at);
}
