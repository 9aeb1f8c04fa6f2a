import { throwIfCancelled } from "./exchange.ts";

/** Waits; rejects when the signal fires. Tests put their own in its place. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** How long a page or a command that somebody sits in front of is kept waiting because Microsoft asks for it, in ms. */
export const personWaits = 10_000;

/** The sleep of the product. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(done, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * Waits for a promise that others share, but no longer than the signal allows.
 *
 * @throws AppError `run-cancelled` when the signal fires first.
 */
export async function unlessCancelled<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  throwIfCancelled(signal);
  if (!signal) return await shared;
  let stop = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([shared, cancelled]);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
