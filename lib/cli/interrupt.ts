const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * npm passes a terminal's Ctrl-C on to a child that already got it with its process group: the same key press arrives
 * twice within milliseconds and must not count as the second one.
 */
const samePressMilliseconds = 500;

/**
 * Runs work that can be stopped: the first Ctrl-C (or SIGTERM) aborts the signal and lets the work put things in
 * order; the second ends the process at once.
 */
export async function interruptible<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  { onInterrupt }: { onInterrupt?: () => void } = {},
): Promise<Result> {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      onInterrupt?.();
      controller.abort();
    } else if (now - firstAt > samePressMilliseconds) {
      for (const name of signals) process.off(name, onSignal);
      process.kill(process.pid, signal);
    }
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
