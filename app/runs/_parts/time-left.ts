/** Where a run was at a moment of its own time. */
export type Sample = { elapsedMs: number; done: number };

const shortestMs = 8_000;
const recentMs = 5_000;
/** How far the last seconds may be from the average of the step: beyond that no honest number can be told. */
const steadiness = 0.35;

/**
 * Milliseconds until a step is done, when its total is known and it goes on as steadily as it did; undefined otherwise.
 * `samples` are of this step alone, oldest first.
 */
export function timeLeft(samples: readonly Sample[], { total }: { total?: number | undefined }): number | undefined {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || total === undefined || total <= last.done) return undefined;
  if (last.elapsedMs - first.elapsedMs < shortestMs) return undefined;
  const middle = samples.findLast(({ elapsedMs }) => elapsedMs <= last.elapsedMs - recentMs) ?? first;
  const overall = speed(first, last);
  const recent = speed(middle, last);
  if (recent <= 0 || Math.abs(recent - overall) > overall * steadiness) return undefined;
  return (total - last.done) / recent;
}

function speed(from: Sample, to: Sample): number {
  return to.elapsedMs > from.elapsedMs ? (to.done - from.done) / (to.elapsedMs - from.elapsedMs) : 0;
}
