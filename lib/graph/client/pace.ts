import type { Log } from "../../log.ts";
import { type Answer, exchange, type Outcome, type RequestPlan, throwIfCancelled } from "./exchange.ts";
import type { Lanes } from "./lanes.ts";
import type { Endurance, Limiter, Span } from "./limiter.ts";
import { createPatience, type Patience, type RetryPolicy, type Trouble } from "./patience.ts";
import { retryAfter } from "./retry-after.ts";
import type { Transport } from "./transport.ts";
import { type Sleep, unlessCancelled } from "./waiting.ts";

/** What all requests to one tenant share: how they are carried, how long they are tried, and when they may be sent. */
export type Pace = {
  readonly transport: Transport;
  readonly policy: RetryPolicy;
  readonly sleep: Sleep;
  readonly now: () => Date;
  readonly log: Log;
  readonly limiter: Limiter;
  readonly lanes: Lanes;
};

/** What Microsoft counts one HTTP request for: a `$batch` is charged for each of its items. */
export type Cost = { requests: number; units: number };

/** Told of what happens on the wire, for the counters of a run. */
export type Witness = {
  sent?(): void;
  received?(answer: Answer): void;
  /** Told of every answer that is no success, those within a `$batch` too. */
  refused?(answer: Pick<Answer, "status" | "headers" | "json">): void;
  retried?(): void;
  /** Told before a wait that Microsoft asked for, be it of the call that was refused or of one that is held back. */
  throttled?(span: Span): void;
};

/**
 * The one retry layer: sends until an answer is final or patience is over, and returns the last outcome as it is.
 * All our requests are reads (the POSTs are `$batch`, `checkMemberGroups` and the token), so each may be sent twice.
 *
 * @throws AppError `run-cancelled` as soon as the signal fires, also out of a wait; `graph-throttled` when Microsoft asks
 * for a longer wait than `longestWait`.
 */
export async function send(
  pace: Pace,
  {
    plan,
    cost = { requests: 1, units: 0 },
    isAbreast = false,
    signal,
    witness,
    longestWait,
  }: Endurance & {
    plan: () => RequestPlan;
    /** One request that is none of Graph's unless said. */
    cost?: Cost;
    /** One of many that are sent side by side: it takes a lane. */
    isAbreast?: boolean;
    signal?: AbortSignal;
    witness?: Witness;
  },
): Promise<Outcome> {
  const patience = createPatience(pace.policy);
  for (;;) {
    const { request, outcome } = await oneTry(pace, { plan, cost, isAbreast, patience, signal, witness, longestWait });
    if ("answer" in outcome) witness?.received?.(outcome.answer);
    const trouble = troubleOf(outcome, pace.now());
    const wait = trouble && patience.pause(trouble);
    if (!trouble || wait === undefined) return outcome;
    pace.log.info("Microsoft is asked again", {
      method: request.method,
      // Without the query, which holds names, and without user principal names.
      path: new URL(request.url).pathname.replaceAll(/[^/]*(?:@|%40)[^/]*/g, "…"),
      trouble: trouble.kind,
      status: trouble.status,
      waitSeconds: wait / 1_000,
      requestId: "answer" in outcome ? outcome.answer.headers.get("request-id") : undefined,
    });
    await pause(pace, { trouble, wait, signal, witness, longestWait });
  }
}

/** One try in its turn. A lane is held for the try alone, so that others go on while this one waits for the next. */
async function oneTry(
  pace: Pace,
  {
    plan,
    cost: { requests, units },
    isAbreast,
    patience,
    signal,
    witness,
    longestWait,
  }: Endurance & {
    plan: () => RequestPlan;
    cost: Cost;
    isAbreast: boolean;
    patience: Patience;
    signal?: AbortSignal;
    witness?: Witness;
  },
): Promise<{ request: RequestPlan; outcome: Outcome }> {
  const leave = isAbreast ? await pace.lanes.enter({ units, signal }) : pace.lanes.spent(units);
  try {
    await pace.limiter.turn({ requests, signal, longestWait, throttled: witness?.throttled });
    const request = plan();
    const startedAt = pace.now().getTime();
    witness?.sent?.();
    const outcome = await exchange(pace.transport, { plan: request, timeout: patience.timeout(), signal });
    patience.spend(pace.now().getTime() - startedAt);
    if (outcome.state === "answered") {
      pace.limiter.heard(outcome.answer);
      pace.lanes.heard(outcome.answer);
    }
    return { request, outcome };
  } finally {
    leave?.();
  }
}

/** Waits before another try; a Retry-After that the limiter has heard may be longer than this call endures. */
export async function pause(
  pace: Pace,
  {
    trouble,
    wait,
    signal,
    witness,
    longestWait,
  }: Endurance & { trouble: Trouble; wait: number; signal?: AbortSignal; witness?: Witness },
): Promise<void> {
  pace.limiter.refuseLongRest({ longestWait });
  if (trouble.status === 429 || trouble.status === 503 || trouble.retryAfter !== undefined) {
    const from = pace.now().getTime();
    witness?.throttled?.({ from, until: from + wait });
  }
  witness?.retried?.();
  await unlessCancelled(pace.sleep(wait, signal), signal);
  throwIfCancelled(signal);
}

/** Whether an answer's status is worth another try, and when. Everything else is final. */
export function troubleOfStatus(
  status: number,
  { headers, now }: { headers: Headers; now: Date },
): Trouble | undefined {
  if (status === 429) return { kind: "throttled", status, retryAfter: retryAfter(headers, { now }) };
  // Microsoft's own client leaves 500 and 502 alone; both are seen to pass within seconds in large tenants.
  if ([500, 502, 503, 504].includes(status)) {
    return { kind: "server", status, retryAfter: retryAfter(headers, { now }) };
  }
  return undefined;
}

function troubleOf(outcome: Outcome, now: Date): Trouble | undefined {
  if (outcome.state === "failed") {
    return { kind: outcome.kind, status: "answer" in outcome ? outcome.answer.status : undefined };
  }
  const { status, headers } = outcome.answer;
  return troubleOfStatus(status, { headers, now });
}
