import type { Context } from "../context.ts";
import { keptUntilChange } from "../directory/kept-until-change.ts";
import { wholeRunKinds } from "../graph/sync/ledger.ts";
import { wasDue } from "../jobs/due.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { type CredentialExpiry, credentialExpiry } from "./credential-expiry.ts";
import { currentRun, findRun, listRuns, type Run } from "./runs.ts";
import { type ScheduleStanding, scheduleStanding } from "./schedule.ts";

/** How old the copy is and whether that is as it should be. */
export type Freshness = {
  state: "fresh" | "old" | "troubled" | "never";
  /** When the newest run that read everything ended; absent before the first. */
  asOf?: Date;
  /** Why it is old or in trouble, as a clause: "the last run failed". */
  reason?: string;
  /** The run that says more. */
  run?: number;
};

/** Where things stand, for the first page. */
export type Standing = {
  freshness: Freshness;
  counts: { people: number; removed: number; supervisors: number; groups: number };
  /** Newest first, open ones included. */
  lastRuns: Run[];
  /** The run that goes on or waits for a worker. */
  openRun?: Run;
  /** The newest run that ended by itself: previews, refused plans and what a person stopped say nothing about how things are. */
  lastEnded?: Run;
  /** Removals that wait for a person, and the run that lists them. */
  held?: { run: number; people: number };
  schedule: ScheduleStanding;
  /** When the secret or certificate ends; absent where no registration is configured. */
  credential?: CredentialExpiry;
};

const dayMs = 24 * 60 * 60 * 1000;
/** Without a schedule somebody presses the button; two days without is worth a word. */
const oldWithoutScheduleMs = 2 * dayMs;
/** However rare the schedule, a copy of two weeks ago is old; looking back further would also cost more. */
const oldAnywayMs = 14 * dayMs;

/**
 * `troubled` when the last run failed or removals wait, `old` when two scheduled times passed without a run (without a
 * schedule: after two days), else `fresh`.
 *
 * A held run has written everything but its removals, so the copy is as of that run.
 */
export async function freshness(context: Context): Promise<Freshness> {
  const [last, lastRead, waiting] = await Promise.all([
    lastEndedRun(context, endStates),
    lastEndedRun(context, ["succeeded", "held"]),
    waitingRemovals(context),
  ]);
  const asOf = lastRead?.finishedAt ?? undefined;
  if (last?.state === "failed") return { state: "troubled", asOf, reason: "the last run failed", run: last.id };
  if (waiting) return { state: "troubled", asOf, reason: "removals wait for a decision", run: waiting.run };
  if (!asOf) return { state: "never" };
  const reason = await whyOld(context, asOf);
  return { state: reason ? "old" : "fresh", asOf, reason, run: lastRead?.id };
}

async function whyOld(context: Context, asOf: Date): Promise<string | undefined> {
  const now = context.now();
  const age = now.getTime() - asOf.getTime();
  const schedule = (await effectiveSettings(context)).schedule.value;
  if (!schedule) return age > oldWithoutScheduleMs ? "nothing runs by schedule" : undefined;
  if (age > oldAnywayMs || wasDue(schedule, { times: 2, since: asOf, until: now })) {
    return "scheduled runs did not happen";
  }
  return undefined;
}

const endStates = ["succeeded", "held", "failed"];

async function lastEndedRun({ db }: Context, states: string[]) {
  const row = await db.prisma.syncRun.findFirst({
    where: {
      kind: { in: wholeRunKinds },
      state: { in: states },
      // A plan that was refused because the directory moved on says nothing about how things are either.
      OR: [{ errorCode: null }, { errorCode: { not: "plan-outdated" } }],
    },
    orderBy: { id: "desc" },
    select: { id: true, state: true, finishedAt: true },
  });
  return row ?? undefined;
}

/** What the copy holds, how fresh it is, and the last runs. */
export async function standing(context: Context, { runs = 5 }: { runs?: number } = {}): Promise<Standing> {
  const lastRuns = await listRuns(context, { limit: runs });
  const [fresh, counts, openRun, lastEnded, held, schedule, credential] = await Promise.all([
    freshness(context),
    countsOf(context),
    currentRun(context),
    lastEndedRun(context, endStates),
    waitingRemovals(context),
    scheduleStanding(context),
    context.config.graph ? credentialExpiry(context) : undefined,
  ]);
  return {
    freshness: fresh,
    counts,
    lastRuns,
    openRun,
    lastEnded: lastEnded && (await findRun(context, lastEnded.id)),
    held,
    schedule,
    credential,
  };
}

async function waitingRemovals({ db }: Context): Promise<Standing["held"]> {
  const [newest] = await db.prisma.syncHeldRemoval.groupBy({
    by: ["runId"],
    where: { state: "waiting" },
    orderBy: { runId: "desc" },
    take: 1,
    _count: true,
  });
  return newest && { run: newest.runId, people: newest._count };
}

/**
 * How much the copy holds: live people, removed ones, everyone who supervises a live person, groups. Counted once for each
 * state of the copy: of a million people it takes a second.
 */
function countsOf({ db }: Context): Promise<Standing["counts"]> {
  return keptUntilChange(db, {
    name: "standing",
    async find() {
      const { rows } = await db.pool.query<Standing["counts"]>(countsSql);
      return rows[0] ?? { people: 0, removed: 0, supervisors: 0, groups: 0 };
    },
  });
}

const countsSql = `SELECT
  (SELECT count(*)::int FROM microsoft_graph_user WHERE "deletedAt" IS NULL) AS people,
  (SELECT count(*)::int FROM microsoft_graph_user WHERE "deletedAt" IS NOT NULL) AS removed,
  (SELECT count(DISTINCT s."supervisorId")::int FROM microsoft_graph_user_supervisor s
     JOIN microsoft_graph_user u ON u.id = s."userId" AND u."deletedAt" IS NULL) AS supervisors,
  (SELECT count(*)::int FROM microsoft_graph_group WHERE "deletedAt" IS NULL) AS groups`;
