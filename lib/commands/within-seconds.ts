import { AppError } from "../errors.ts";

/**
 * Runs work that a person waits for in a page: Microsoft's client would repeat a failing call for two minutes.
 *
 * @throws AppError `graph-unreachable` when time ran out, else whatever the work throws.
 */
export async function withinSeconds<Result>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const signal = AbortSignal.timeout(seconds * 1_000);
  try {
    return await work(signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new AppError("graph-unreachable", `Microsoft gave no useful answer within ${seconds} seconds. Try again.`, {
      cause,
    });
  }
}
