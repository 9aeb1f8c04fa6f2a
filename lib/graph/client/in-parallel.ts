/**
 * Runs a task for every input, at most `limit` at once, and yields the results in the order of the inputs. Reads the
 * inputs only as fast as results are taken, so that whoever consumes sets the pace. The first failure is thrown.
 */
export async function* inParallel<In, Out>(
  inputs: Iterable<In>,
  { limit, task }: { limit: number; task: (input: In) => Promise<Out> },
): AsyncGenerator<Out> {
  const underWay: Promise<Out>[] = [];
  for (const input of inputs) {
    const started = task(input);
    // A failure behind another one is never awaited; unheard, it would end the process.
    started.catch(() => {});
    underWay.push(started);
    if (underWay.length < limit) continue;
    const first = underWay.shift();
    if (first) yield await first;
  }
  for (const next of underWay) yield await next;
}

/** Slices of at most `size`. */
export function* slices<T>(items: readonly T[], { size }: { size: number }): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
