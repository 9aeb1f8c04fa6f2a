/** How long one request may be tried. All in milliseconds, but for the numbers of tries. */
export type RetryPolicy = {
  /** One try, body included. */
  requestTimeout: number;
  /** All tries and pauses of a fault that persists. */
  budget: number;
  /** Tries of a server or network fault. */
  tries: number;
  firstPause: number;
  longestPause: number;
  /** Tries that a named Retry-After gets even when waiting it out takes longer than the budget. */
  namedTries: number;
  /** A Retry-After above this is not waited out: the run says so instead of sleeping for a day. */
  longestRetryAfter: number;
};

export const standardPolicy: RetryPolicy = {
  requestTimeout: 30_000,
  budget: 120_000,
  tries: 5,
  firstPause: 500,
  longestPause: 30_000,
  namedTries: 4,
  longestRetryAfter: 3_600_000,
};

/** What is wrong with a try that is worth another. `retryAfter` in milliseconds, where the answer named one. */
export type Trouble = {
  kind: "throttled" | "server" | "network" | "timeout" | "unreadable";
  status?: number;
  retryAfter?: number;
};

export type Patience = {
  /** Counts time that passed within tries. */
  spend(milliseconds: number): void;
  /** The time limit of the next try. */
  timeout(): number;
  /** Milliseconds to wait before the next try; undefined when it is time to give up. */
  pause(trouble: Trouble): number | undefined;
};

/**
 * The patience for one request. Never shorter than a named Retry-After, longer with every failure, and with a random
 * part on top so that parallel requests do not come back at the same moment.
 */
export function createPatience(
  policy: RetryPolicy,
  { random = Math.random }: { random?: () => number } = {},
): Patience {
  let failures = 0;
  let spent = 0;
  const grant = (wait: number) => {
    spent += wait;
    return wait;
  };
  return {
    spend(milliseconds) {
      spent += milliseconds;
    },
    timeout() {
      const left = policy.budget - spent;
      // Only a named Retry-After leads past the budget, and the try after it is a whole one.
      return left > 0 ? Math.min(policy.requestTimeout, left) : policy.requestTimeout;
    },
    pause(trouble) {
      failures += 1;
      const backOff = Math.min(policy.firstPause * 2 ** (failures - 1), policy.longestPause);
      if (trouble.retryAfter !== undefined) {
        const enough = failures >= policy.namedTries && spent >= policy.budget;
        if (enough || trouble.retryAfter > policy.longestRetryAfter) return undefined;
        const wait = Math.max(trouble.retryAfter, backOff);
        return grant(wait + random() * Math.min(1_000, 100 + wait / 10));
      }
      // Throttling without a header passes only with time, so it is the budget that ends it and not the count.
      if (trouble.kind !== "throttled" && failures >= policy.tries) return undefined;
      const wait = backOff * (1 + random() / 4);
      return spent + wait < policy.budget ? grant(wait) : undefined;
    },
  };
}
