import type { Witness } from "./pace.ts";

/** What a session cost. Counted while it happens; the object is the same throughout. */
export type Usage = {
  /** HTTP requests to Graph, retries included, token requests not. */
  requests: number;
  retries: number;
  /** Seconds in which calls waited because Microsoft asked for it; those that waited side by side count once. */
  throttledSeconds: number;
  /** Graph's ids of the last answers, newest last. */
  requestIds: string[];
};

const kept = 5;

/** Counts into `usage` and tells every change. */
export function createMeter({ onUsage }: { onUsage?: (usage: Usage) => void }): { usage: Usage; witness: Witness } {
  const usage: Usage = { requests: 0, retries: 0, throttledSeconds: 0, requestIds: [] };
  let throttledUntil = 0;
  const witness: Witness = {
    sent() {
      usage.requests += 1;
      onUsage?.(usage);
    },
    received({ headers }) {
      const requestId = headers.get("request-id");
      if (!requestId) return;
      usage.requestIds.push(requestId);
      if (usage.requestIds.length > kept) usage.requestIds.shift();
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
