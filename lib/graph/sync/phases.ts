export type Phase = "group" | "members" | "nesting" | "groups" | "memberships" | "users" | "removals" | "writing";
export type Progress = { phase: Phase; done: number; total?: number };

/** How far a phase came, and the milliseconds for which it was the one that told of itself. */
export type PhaseDone = Progress & { ms: number };

/**
 * The phases of one run, in the order in which they were last heard of: what stands before the last one is done. Some
 * read side by side; each moment is counted for the one that spoke last, so that all of them together are the run.
 */
export class Phases {
  readonly #byPhase = new Map<Phase, PhaseDone>();
  #since: number | undefined;

  /** Notes where the run is; `at` is in milliseconds of any clock that does not go back. */
  note(progress: Progress, { at }: { at: number }): PhaseDone[] {
    const before = [...this.#byPhase.values()].at(-1);
    if (before) before.ms += at - (this.#since ?? at);
    this.#since = at;
    const ms = this.#byPhase.get(progress.phase)?.ms ?? 0;
    // Put in anew: a Map keeps the order of putting in.
    this.#byPhase.delete(progress.phase);
    this.#byPhase.set(progress.phase, { ...progress, ms });
    return [...this.#byPhase.values()].map((one) => ({ ...one, ms: Math.round(one.ms) }));
  }
}

/** Phases as they were stored, the last one with the time that is not of the others: it lasted until the run's end. */
export function phasesOf(stored: PhaseDone[], { durationMs }: { durationMs: number }): PhaseDone[] {
  const told = stored.slice(0, -1);
  const last = stored.at(-1);
  if (!last) return [];
  const rest = durationMs - told.reduce((sum, { ms }) => sum + ms, 0);
  return [...told, { ...last, ms: Math.max(last.ms, rest) }];
}
