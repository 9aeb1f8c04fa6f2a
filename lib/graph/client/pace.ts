import type { Log } from "../../log.ts";
import { type Answer, exchange, type Outcome, type RequestPlan, throwIfCancelled } from "./exchange.ts";
import { createPatience, type RetryPolicy, type Trouble } from "./patience.ts";
import { retryAfter } from "./retry-after.ts";
import type { Transport } from "./transport.ts";
import { type Sleep, unlessCancelled } from "./waiting.ts";

/** What all requests to one tenant share: how they are carried, how long they are tried, and when all of them rest. */
export type Pace = {
  readonly transport: Transport;
  readonly policy: RetryPolicy;
  readonly sleep: Sleep;
  readonly now: () => Date;
  readonly log: Log;
  /** Pending while Microsoft asked for a rest: requests made while throttled count against us, so all wait. */
  rest?: Promise<unknown>;
};

/** Told of what happens on the wire, for the counters of a run. */
export type Witness = {
  sent?(): void;
  received?(answer: Answer): void;
  retried?(trouble: Trouble, wait: number): void;
};

/**
 * The one retry layer: sends until an answer is final or patience is over, and returns the last outcome as it is.
 * All our requests are reads (the POSTs are `$batch`, `checkMemberGroups` and the token), so each may be sent twice.
 *
 * @throws AppError `run-cancelled` as soon as the signal fires, also out of a wait.
 */
export async function send(
  pace: Pace,
  { plan, signal, witness }: { plan: () => RequestPlan; signal?: AbortSignal; witness?: Witness },
): Promise<Outcome> {
  const patience = createPatience(pace.policy);
  for (;;) {
    await untilRested(pace, signal);
    const request = plan();
    const startedAt = pace.now().getTime();
    witness?.sent?.();
    const outcome = await exchange(pace.transport, { plan: request, timeout: patience.timeout(), signal });
    patience.spend(pace.now().getTime() - startedAt);
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
    witness?.retried?.(trouble, wait);
    await pause(pace, { trouble, wait, signal });
  }
}

/** Waits before another try; a rest that Microsoft named is kept by every other request too. */
export async function pause(
  pace: Pace,
  { trouble, wait, signal }: { trouble: Trouble; wait: number; signal?: AbortSignal },
): Promise<void> {
  const rest = pace.sleep(wait, signal);
  if (trouble.retryAfter !== undefined) {
    const settled = rest.catch(() => {});
    const all = Promise.all([pace.rest, settled]).then(() => {
      if (pace.rest === all) pace.rest = undefined;
    });
    pace.rest = all;
  }
  await rest.catch((error: unknown) => {
    throwIfCancelled(signal);
    throw error;
  });
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

async function untilRested(pace: Pace, signal: AbortSignal | undefined): Promise<void> {
  if (pace.rest) await unlessCancelled(pace.rest, signal);
}

function troubleOf(outcome: Outcome, now: Date): Trouble | undefined {
  if (outcome.state === "failed") {
    return { kind: outcome.kind, status: "answer" in outcome ? outcome.answer.status : undefined };
  }
  const { status, headers } = outcome.answer;
  return troubleOfStatus(status, { headers, now });
}
