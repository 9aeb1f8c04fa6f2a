import { fromErrorBody } from "./errors.ts";
import type { Witness } from "./pace.ts";

/** An answer that was no success, as Microsoft's support asks for it. `at` is ISO 8601. */
export type RefusedAnswer = { at: string; status: number; code?: string; requestId?: string };

/** What a session cost. Counted while it happens; the object is the same throughout. */
export type Usage = {
  /** HTTP requests to Graph, retries included, token requests not. */
  requests: number;
  retries: number;
  /** Seconds in which calls waited because Microsoft asked for it; those that waited side by side count once. */
  throttledSeconds: number;
  /** Graph's ids of the last answers, newest last. */
  requestIds: string[];
  /** The last answers that were throttled, failed or refused, newest last; also those that a retry made good. */
  refused: RefusedAnswer[];
};

const keptIds = 5;
/** A run that Microsoft throttles for an hour meets thousands; the last ones are what a support call needs. */
const keptRefusals = 20;

/** Counts into `usage` and tells every change. */
export function createMeter({ onUsage, now }: { onUsage?: (usage: Usage) => void; now: () => Date }): {
  usage: Usage;
  witness: Witness;
} {
  const usage: Usage = { requests: 0, retries: 0, throttledSeconds: 0, requestIds: [], refused: [] };
  let throttledUntil = 0;
  const witness: Witness = {
    sent() {
      usage.requests += 1;
      onUsage?.(usage);
    },
    received(answer) {
      if (answer.status >= 400) witness.refused?.(answer);
      const requestId = answer.headers.get("request-id");
      if (requestId) keep(usage.requestIds, { entry: requestId, most: keptIds });
    },
    refused({ status, headers, json }) {
      // Gone is an answer, not a fault: people who are missing are asked for by id.
      if (status === 404) return;
      const named = headers.get("request-id") ?? undefined;
      const { graphCode, requestId } = fromErrorBody(json, { status, requestId: named });
      keep(usage.refused, {
        entry: { at: now().toISOString(), status, code: graphCode, requestId },
        most: keptRefusals,
      });
    },
    retried() {
      usage.retries += 1;
      onUsage?.(usage);
    },
    throttled({ from, until }) {
      const wait = until - Math.max(from, throttledUntil);
      if (wait <= 0) return;
      throttledUntil = until;
      usage.throttledSeconds = Math.round(usage.throttledSeconds * 1_000 + wait) / 1_000;
      onUsage?.(usage);
    },
  };
  return { usage, witness };
}

function keep<Entry>(entries: Entry[], { entry, most }: { entry: Entry; most: number }): void {
  entries.push(entry);
  if (entries.length > most) entries.shift();
}
