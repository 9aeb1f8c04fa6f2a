import type { Phase, PhaseDone, Run } from "#lib/commands/runs.ts";

/** Where an open run is, as its page shows it and as the event stream sends it. */
export type RunSnapshot = {
  state: Run["state"];
  phase?: Phase;
  done: number;
  /** Absent while it is not known. */
  total?: number;
  /** In the order in which they ended; the last one goes on. */
  phases: PhaseDone[];
  requests: number;
  retries: number;
  throttledSeconds: number;
  /** Milliseconds since it began, or since it was asked for while it waits. */
  elapsedMs: number;
  /** While it waits: whether any worker is there to take it. */
  hasWorker?: boolean;
};

export function snapshotOf(run: Run, { now, hasWorker }: { now: Date; hasWorker?: boolean }): RunSnapshot {
  const since = run.startedAt ?? run.requestedAt;
  return {
    state: run.state,
    phase: run.progress?.phase,
    done: run.progress?.done ?? 0,
    total: run.progress?.total,
    phases: run.phases,
    requests: run.requests,
    retries: run.retries,
    throttledSeconds: run.throttledSeconds,
    elapsedMs: (run.finishedAt ?? now).getTime() - since.getTime(),
    hasWorker,
  };
}

export function isOpen(state: Run["state"]): boolean {
  return state === "queued" || state === "running";
}
