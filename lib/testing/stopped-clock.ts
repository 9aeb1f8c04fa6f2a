import type { Sleep } from "../graph/client/waiting.ts";

export type StoppedClock = {
  now: () => Date;
  sleep: Sleep;
  /** Milliseconds of every pause that was asked for, in their order. */
  waits: number[];
  /** Resolves when so many are asleep at the same time. */
  untilAsleep(sleepers: number): Promise<void>;
  /** Moves on and wakes those whose time has come, in the order of their times. */
  advance(milliseconds: number): void;
  /** Time does not pass in `runUntil` before the work is done, however long it really takes. */
  standDuring<T>(work: () => Promise<T>): Promise<T>;
  /** Moves on from one sleeper to the next until the work is done. */
  runUntil<T>(work: Promise<T>): Promise<T>;
};

/** A clock that stands still until it is moved, for what waits side by side. */
export function stoppedClock(): StoppedClock {
  let at = Date.now();
  let asleep: { until: number; wake: () => void }[] = [];
  const waits: number[] = [];
  let underWay = 0;
  let somethingHappened = () => {};
  const advance = (milliseconds: number) => {
    at += milliseconds;
    const due = asleep.filter(({ until }) => until <= at).sort((one, other) => one.until - other.until);
    asleep = asleep.filter(({ until }) => until > at);
    for (const { wake } of due) wake();
  };
  return {
    now: () => new Date(at),
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      const awake = new Promise<void>((wake) => asleep.push({ until: at + milliseconds, wake }));
      somethingHappened();
      return awake;
    },
    waits,
    async untilAsleep(sleepers) {
      while (asleep.length < sleepers) await idle();
    },
    advance,
    async standDuring(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
    async runUntil(work) {
      let running = true;
      const ended = () => {
        running = false;
        somethingHappened();
      };
      work.then(ended, ended);
      while (running) {
        if (asleep.length === 0) {
          // Nobody waits for this clock: the processor is left to the work, which may be another process's.
          await new Promise<void>((resolve) => {
            somethingHappened = resolve;
          });
          continue;
        }
        await idle();
        if (running && underWay === 0 && asleep.length > 0) advance(Math.min(...asleep.map(({ until }) => until)) - at);
      }
      return await work;
    },
  };
}

/** Turns of the event loop instead of milliseconds: as many as reading an answer takes, on a slow machine too. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
