/** The most requests that are under way side by side, for all that one process reads of a tenant. */
export const mostAtOnce = 32;

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

type Arrival<Out> = { listing: AsyncIterator<Out>; result: IteratorResult<Out> } | { failure: unknown };

/**
 * Opens a listing for every input, at most `limit` at once, and yields what they give as it comes, in any order. A
 * listing goes on only when whoever consumes is done with what it gave, so that no more than one result of each exists. The first failure is thrown, after what came before it; to stop the listings that are still
 * under way then is up to whoever opened them.
 */
export async function* asTheyCome<In, Out>(
  inputs: Iterable<In>,
  { limit, open }: { limit: number; open: (input: In) => AsyncIterator<Out> },
): AsyncGenerator<Out> {
  const unopened = inputs[Symbol.iterator]();
  const arrived: Arrival<Out>[] = [];
  let isHere = () => {};
  let running = 0;
  const arrive = (arrival: Arrival<Out>) => {
    arrived.push(arrival);
    isHere();
  };
  const goOn = (listing: AsyncIterator<Out>) => {
    listing.next().then(
      (result) => arrive({ listing, result }),
      (failure: unknown) => arrive({ failure }),
    );
  };
  const openNext = () => {
    const next = unopened.next();
    if (next.done) return;
    running += 1;
    goOn(open(next.value));
  };
  for (let lane = 0; lane < limit; lane += 1) openNext();
  while (running > 0) {
    const arrival = arrived.shift();
    if (!arrival) {
      await new Promise<void>((resolve) => {
        isHere = resolve;
      });
      continue;
    }
    if ("failure" in arrival) throw arrival.failure;
    const { listing, result } = arrival;
    if (result.done) {
      running -= 1;
      openNext();
    } else {
      yield result.value;
      goOn(listing);
    }
  }
}

/** Slices of at most `size`. */
export function* slices<T>(items: readonly T[], { size }: { size: number }): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
