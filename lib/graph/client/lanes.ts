import { mostAtOnce } from "./in-parallel.ts";
import type { LimitedAnswer } from "./limiter.ts";
import { retryAfter } from "./retry-after.ts";
import { type Sleep, unlessCancelled } from "./waiting.ts";

/**
 * Resource units: the part of the quota that requests side by side use. The smallest tenant has 3,500 in 10 seconds for
 * one application; 210 a second with 1,050 at once are at most 3,150 in any 10 seconds, and 2,100 in the long run.
 */
const unitsPerSecond = 210;
const unitsAtOnce = 1_050;

/** What others may run up before the lanes stop waiting longer for it: the quota is one of 10 seconds. */
const mostDebt = 10 * unitsPerSecond;

/** A refusal without a Retry-After speaks for those that were under way with it, and not for longer. */
const leastQuiet = 1_000;

export type Lanes = {
  /**
   * Waits for a lane and for the units of one request, and gives the way out of the lane: to be called once it is answered.
   *
   * @throws AppError `run-cancelled` as soon as the signal fires.
   */
  enter(request: { units: number; signal?: AbortSignal }): Promise<() => void>;
  /** Counts what a request outside the lanes costs; it never waits here. */
  spent(units: number): void;
  /** Learns from an answer, whoever asked. */
  heard(answer: LimitedAnswer): void;
  /** Learns from the items of a batch. They can only close lanes: twenty of them are one request. */
  heardWithin(answers: Iterable<LimitedAnswer>): void;
};

/**
 * What holds together those who send many requests side by side; whoever sends one after the other does not need it.
 *
 * A limiter that only waits out a Retry-After sends as many again as were refused. So a refusal halves the lanes, and
 * every answer after that opens a part of one again (additive increase, multiplicative decrease). All that were under way
 * when it came are refused with it: within its Retry-After no further refusal counts.
 */
export function createLanes({ sleep, now }: { sleep: Sleep; now: () => Date }): Lanes {
  const waiting = new Set<() => void>();
  let open = mostAtOnce;
  let underWay = 0;
  let quietUntil = 0;
  let units = { left: unitsAtOnce, at: now().getTime() };

  const admit = () => {
    for (const go of waiting) {
      if (underWay >= Math.floor(open)) return;
      waiting.delete(go);
      underWay += 1;
      go();
    }
  };
  const leave = () => {
    underWay -= 1;
    admit();
  };
  const place = async (signal: AbortSignal | undefined) => {
    let go = () => {};
    const admitted = new Promise<void>((resolve) => {
      go = resolve;
    });
    waiting.add(go);
    admit();
    try {
      await unlessCancelled(admitted, signal);
    } catch (error) {
      // Admitted and cancelled in the same turn: the lane goes to the next one.
      if (!waiting.delete(go)) leave();
      throw error;
    }
  };
  const spend = (cost: number) => {
    const at = now().getTime();
    const grown = units.left + (Math.max(0, at - units.at) * unitsPerSecond) / 1_000;
    units = { left: Math.min(grown, unitsAtOnce) - cost, at };
    return units.left;
  };
  const refused = ({ status, headers }: LimitedAnswer) => {
    const asked = retryAfter(headers, { now: now() });
    if (status !== 429 && (status !== 503 || asked === undefined)) return false;
    const at = now().getTime();
    if (at >= quietUntil) open = Math.max(1, open / 2);
    quietUntil = Math.max(quietUntil, at + Math.max(asked ?? 0, leastQuiet));
    return true;
  };
  return {
    async enter({ units: cost, signal }) {
      await place(signal);
      try {
        const left = spend(cost);
        // Whoever comes later finds the debt of those before, so they go one after the other.
        if (left < 0) await unlessCancelled(sleep((-left / unitsPerSecond) * 1_000, signal), signal);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    spent(cost) {
      const before = spend(0);
      spend(Math.max(0, Math.min(cost, before + mostDebt)));
    },
    heard(answer) {
      if (refused(answer) || answer.status >= 400 || now().getTime() < quietUntil) return;
      open = Math.min(mostAtOnce, open + 1 / open);
      admit();
    },
    heardWithin(answers) {
      for (const answer of answers) refused(answer);
    },
  };
}
