import { askedToWait, fromErrorBody } from "./errors.ts";
import { retryAfter } from "./retry-after.ts";
import { type Sleep, unlessCancelled } from "./waiting.ts";

/** A stretch of time, in milliseconds since 1970. */
export type Span = { from: number; until: number };

/** What the limiter reads of an answer; the body is for Microsoft's own words. */
export type LimitedAnswer = { status: number; headers: Headers; json?: unknown };

/**
 * How long Microsoft may keep one call waiting, in milliseconds; absent for work that nobody sits in front of. A longer
 * rest is told at once.
 */
export type Endurance = { longestWait?: number };

type Waiter = Endurance & {
  signal?: AbortSignal;
  /** Told before each wait that Microsoft named. Spacing is our own foresight and not told. */
  throttled?: (span: Span) => void;
};

export type Limiter = {
  /**
   * Resolves when the next request may be sent, which has to follow at once. `requests` is what it counts for: Microsoft
   * charges a `$batch` for each of its items.
   *
   * @throws AppError `run-cancelled` as soon as the signal fires; `graph-throttled`, with the time until which Microsoft
   * asked to wait, when that is longer than the waiter endures.
   */
  turn(waiter: Waiter & { requests?: number }): Promise<void>;
  /** Waits out the rest that Microsoft named, if there is one, and no spacing. Throws as `turn` does. */
  rested(waiter: Waiter): Promise<void>;
  /** Says now what `turn` would say of a rest that is too long. Throws as it does. */
  refuseLongRest(endurance: Endurance): void;
  /** Waits for work that other calls share, unless a rest is or becomes longer than this waiter endures. Throws as `turn`. */
  unlessResting<T>(work: () => Promise<T>, endurance: Endurance): Promise<T>;
  /** Learns from an answer. */
  heard(answer: LimitedAnswer): void;
  /** Learns from the items of a batch. They can only tighten: most carry none of the headers that the batch may carry. */
  heardWithin(answers: Iterable<LimitedAnswer>): void;
};

/** Microsoft names the used share of the limit from here on, up to `most`. */
const least = 0.8;
const most = 1.8;

/**
 * Between two requests at `least`: 50 a second at 6 resource units (the dearest read, expanded) are 300 units of the 350
 * that the smallest tenant has. Only requests that are in parallel come closer together than this.
 */
const leastGap = 20;

/** The gap doubles whenever the share has grown by this much: 40 ms at the limit, 640 ms at `most`. */
const doubling = 0.2;

/** The quota is one of 10 seconds: after so long without a request it is full again. */
const longestGap = 10_000;

/**
 * What all calls to one tenant have in common. Each call has a patience of its own, but the limits are those of
 * application and tenant together: a call that goes on while another one was refused is refused too, and counts against
 * the quota all the same. So a named Retry-After holds back every call until it has passed, and
 * `x-ms-throttle-limit-percentage` spreads requests in time before it comes to a refusal. The share follows the latest
 * answer: without the header there is no wait, and nothing is kept.
 *
 * A Retry-After above `longestRetryAfter` (milliseconds) holds nobody back: it is not waited out by the call that was
 * refused either, and the others are better told so by Microsoft than kept asleep.
 */
export function createLimiter({
  sleep,
  now,
  longestRetryAfter,
}: {
  sleep: Sleep;
  now: () => Date;
  longestRetryAfter: number;
}): Limiter {
  let rest: Span & { refusal?: LimitedAnswer } = { from: 0, until: 0 };
  const watching = new Set<() => void>();
  let last = { at: 0, requests: 0 };
  let share = 0;

  const clock = () => {
    const at = now().getTime();
    // A clock that was set back must not stretch a wait by as much.
    if (at < rest.from) rest = { ...rest, from: at, until: at + rest.until - rest.from };
    if (at < last.at) last = { ...last, at };
    return at;
  };
  const keepRest = (refusal: LimitedAnswer) => {
    const { status, headers } = refusal;
    if (status !== 429 && status < 500) return;
    const from = clock();
    const asked = retryAfter(headers, { now: now() }) ?? 0;
    if (asked > longestRetryAfter || from + asked <= rest.until) return;
    rest = { from, until: from + asked, refusal };
    for (const look of watching) look();
  };
  const refuseLongRest = ({ longestWait }: Endurance) => {
    if (longestWait === undefined || rest.until - clock() <= longestWait) return;
    const { status = 429, headers, json } = rest.refusal ?? {};
    const refusal = fromErrorBody(json, { status, requestId: headers?.get("request-id") ?? undefined });
    throw askedToWait({ until: rest.until, refusal });
  };
  const rested = async ({ signal, throttled, longestWait }: Waiter) => {
    // Asked again after each sleep: the rest may have been prolonged meanwhile.
    for (let at = clock(); at < rest.until; at = clock()) {
      refuseLongRest({ longestWait });
      throttled?.({ from: at, until: rest.until });
      await unlessCancelled(sleep(rest.until - at, signal), signal);
    }
  };
  return {
    rested,
    refuseLongRest,
    async unlessResting(work, endurance) {
      refuseLongRest(endurance);
      let stopWatching = () => {};
      const tooLong = new Promise<never>((_, reject) => {
        const look = () => {
          try {
            refuseLongRest(endurance);
          } catch (error) {
            reject(error);
          }
        };
        watching.add(look);
        stopWatching = () => watching.delete(look);
      });
      try {
        return await Promise.race([work(), tooLong]);
      } finally {
        stopWatching();
      }
    },
    async turn({ requests = 1, ...waiter }) {
      const { signal } = waiter;
      for (;;) {
        await rested(waiter);
        const at = clock();
        const wait = last.at + gapAfter(last.requests, share) - at;
        if (wait <= 0) {
          last = { at, requests };
          return;
        }
        // No place in a queue is given out: whoever wakes first goes, and the others look again at what holds then. So
        // a share that has fallen lets all of them go, and one that is cancelled leaves no hole.
        await unlessCancelled(sleep(wait, signal), signal);
      }
    },
    heard(answer) {
      // What arrives during a rest was sent before it, and does not know of it.
      share = clock() < rest.until ? Math.max(share, shareOf(answer)) : shareOf(answer);
      keepRest(answer);
    },
    heardWithin(answers) {
      for (const answer of answers) {
        share = Math.max(share, shareOf(answer));
        keepRest(answer);
      }
    },
  };
}

/** The used share of the limit, 0 where nothing is told. A refusal says that it is used up even without the header. */
function shareOf({ status, headers }: LimitedAnswer): number {
  const told = Number(headers.get("x-ms-throttle-limit-percentage") ?? 0);
  return Math.max(Number.isFinite(told) ? told : 0, status === 429 ? 1 : 0);
}

function gapAfter(requests: number, share: number): number {
  if (share < least) return 0;
  const gap = leastGap * 2 ** ((Math.min(share, most) - least) / doubling);
  return Math.min(Math.round(gap * requests), longestGap);
}
