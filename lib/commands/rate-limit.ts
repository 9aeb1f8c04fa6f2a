import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";

/**
 * How often somebody may do what costs us, the directory or Microsoft something: per address before anybody is known,
 * per person afterwards. Far above what people do, and an office behind one address is many people.
 */
const allowances = {
  "sign-in": { points: 120, duration: 60 },
  consent: { points: 30, duration: 10 * 60 },
  /** Looks at what is granted, by the doctor or after a consent: a page that waits makes two dozen. */
  look: { points: 60, duration: 10 * 60 },
  /** Fresh tokens for pages that show the permissions, for everybody together: Entra stops who asks in a loop (AADSTS50196). */
  permissions: { points: 200, duration: 10 * 60 },
  export: { points: 120, duration: 60 },
  /** Calls of a program with one token. */
  token: { points: 600, duration: 60 },
  /** From an address that shows no token of ours. */
  "token-guess": { points: 30, duration: 60 },
} as const;

export type Limited = keyof typeof allowances;

type Limiter = RateLimiterPostgres;
const limiters = new WeakMap<Context["db"]["pool"], Map<Limited, Limiter>>();

/**
 * Counts one more, for all instances that share the database.
 *
 * @param who an address, an object id or the number of a token
 * @returns the seconds to wait when it was one too many
 */
export async function takeAllowance(
  { db }: Context,
  { what, who }: { what: Limited; who: string },
): Promise<number | undefined> {
  try {
    await limiterOf(db.pool, what).consume(who);
    return undefined;
  } catch (outcome) {
    if (outcome instanceof RateLimiterRes) return Math.max(1, Math.ceil(outcome.msBeforeNext / 1000));
    throw outcome;
  }
}

/** @throws AppError `rate-limited` that says when to try again */
export async function spendAllowance(context: Context, given: { what: Limited; who: string }): Promise<void> {
  const seconds = await takeAllowance(context, given);
  if (seconds === undefined) return;
  throw new AppError("rate-limited", `That was asked for too often. Try again in ${seconds} s.`, {
    retryAfter: seconds,
  });
}

function limiterOf(pool: Context["db"]["pool"], what: Limited): Limiter {
  const ofPool = limiters.get(pool) ?? new Map<Limited, Limiter>();
  limiters.set(pool, ofPool);
  const limiter =
    ofPool.get(what) ??
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limit",
      // By our migrations.
      tableCreated: true,
      keyPrefix: what,
      clearExpiredByTimeout: true,
      // Without a database every process counts for itself, and nobody is kept out by its absence.
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: what, ...allowances[what] }),
      ...allowances[what],
    });
  ofPool.set(what, limiter);
  return limiter;
}
