import type pg from "pg";
import { recordAudit } from "../../../audit/record.ts";
import type { Context } from "../../../context.ts";
import { AppError } from "../../../errors.ts";
import { whileNoRun } from "../borrowed-turn.ts";
import { type Holder, holdLease } from "../lease.ts";
import { answersOf, recordDeciding, type Usage } from "../ledger.ts";
import { type AskedAgain, askAgain } from "../reading/ask-again.ts";
import { inTransaction } from "../transaction.ts";
import { decideHeld, waitingRemovals } from "./held.ts";
import { removePeople } from "./mirror.ts";

type Decision = { run: number; decidedBy: string };

/** How many were removed, and how many were kept because they are back. */
export type Applied = { removed: number; kept: number };

/**
 * Somebody sits in front of an approval, but it may ask for thousands: a short rest in between is no reason to give up
 * what was asked so far. In milliseconds.
 */
const longestWait = 60_000;

/**
 * Removes whoever of a held run's list is gone to this day. Microsoft is asked before the transaction and while no run can
 * begin, so that nothing comes between the answer and its use; where it cannot be asked, nothing changes.
 *
 * @throws AppError those of askAgain; `plan-outdated` when nobody waits any more.
 */
export async function approveRemovals(
  context: Context,
  { signal, ...decision }: Decision & { signal?: AbortSignal },
): Promise<{ state: "done"; result: Applied } | { state: "busy"; holder: Holder }> {
  const { db, now } = context;
  const { run, decidedBy } = decision;
  return await whileNoRun(db, { run, holder: holderOf(decidedBy), at: now() }, async (turn) => {
    const waiting = await waitingRemovals(db.pool, run);
    if (waiting.length === 0) throw nobodyWaits(run);
    const session = context.graph.session({ signal: signal ? AbortSignal.any([turn, signal]) : turn, longestWait });
    try {
      const asked = await askAgain(context, { run, waiting, session });
      return await apply(context, { ...decision, asked, usage: session.usage, at: now() });
    } catch (error) {
      // What is told is why the approval failed, also when this fails with it.
      await recordDeciding(db, run).catch(() => {});
      throw error;
    }
  });
}

async function apply(
  { db, actor }: Pick<Context, "db" | "actor">,
  { run, decidedBy, asked, usage, at }: Decision & { asked: AskedAgain; usage: Usage; at: Date },
): Promise<Applied> {
  return await inTransaction(db, async (client) => {
    await holdLease(client, run);
    await decideHeld(client, { run, state: "approved", decidedBy, at }, { removals: asked.gone });
    const back = { run, state: "superseded", because: "came-back", decidedBy, at } as const;
    const kept = await decideHeld(client, back, { removals: asked.back });
    const removed = await removePeople(client, { run, at }, { removals: asked.gone });
    await closeDecided(client, { run, removed, usage });
    const event = { kind: "removals-approved", run, removed, kept } as const;
    await recordAudit(client, { at, by: { ...actor, name: decidedBy }, event });
    return { removed, kept };
  });
}

/**
 * Ends the waiting without removing anybody: with a no, or because the guard was raised and the next run shall decide.
 *
 * @throws AppError `plan-outdated` when nobody waits any more.
 */
export async function dismissRemovals(
  { db, now, actor }: Pick<Context, "db" | "now" | "actor">,
  { run, decidedBy, verdict }: Decision & { verdict: "rejected" | "guard-raised" },
): Promise<{ state: "done" } | { state: "busy"; holder: Holder }> {
  const at = now();
  return await whileNoRun(db, { run, holder: holderOf(decidedBy), at }, () =>
    inTransaction(db, async (client) => {
      await holdLease(client, run);
      const how =
        verdict === "rejected"
          ? ({ state: "rejected" } as const)
          : ({ state: "superseded", because: "guard-raised" } as const);
      const waiting = await decideHeld(client, { ...how, run, decidedBy, at }, { removals: "all" });
      if (waiting === 0) throw nobodyWaits(run);
      await closeDecided(client, { run, removed: 0 });
      const kind = verdict === "rejected" ? "removals-rejected" : "removals-left-to-next-run";
      await recordAudit(client, { at, by: { ...actor, name: decidedBy }, event: { kind, run, people: waiting } });
    }),
  );
}

async function closeDecided(
  client: pg.ClientBase,
  { run, removed, usage }: { run: number; removed: number; usage?: Usage },
): Promise<void> {
  await client.query(
    `UPDATE sync_run SET state = 'succeeded', progress = NULL, counts = (counts::jsonb || jsonb_build_object('removed', $2::int, 'held', 0)),
       requests = requests + $3, retries = retries + $4, "throttledSeconds" = "throttledSeconds" + $5,
       answers = CASE WHEN $6::jsonb IS NULL THEN answers ELSE jsonb_build_object(
         'refused', coalesce(answers -> 'refused', '[]') || ($6::jsonb -> 'refused'), 'last', $6::jsonb -> 'last') END
     WHERE id = $1`,
    [
      run,
      removed,
      usage?.requests ?? 0,
      usage?.retries ?? 0,
      usage?.throttledSeconds ?? 0,
      usage ? answersOf(usage) : null,
    ],
  );
}

/** As it is told to whoever wants to start a run meanwhile. */
function holderOf(decidedBy: string): string {
  return `${decidedBy} (deciding on held removals)`;
}

function nobodyWaits(run: number): AppError {
  return new AppError("plan-outdated", `Nothing of run ${run} waits for approval any more.`);
}
