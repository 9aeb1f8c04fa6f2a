import { setTimeout as wait } from "node:timers/promises";
import { findRun } from "#lib/commands/runs.ts";
import type { Context } from "#lib/context.ts";
import { isOpen, type RunSnapshot } from "../runs/_parts/run-snapshot.ts";
import { runSnapshot } from "./run-snapshot.ts";

const lookEveryMs = 500;
/** Also without news: the time a run takes moves on, and proxies cut a connection that is silent. */
const tellEveryMs = 1_000;
/** The browser then connects anew by itself and passes the gate again. */
const longestMs = 10 * 60_000;

/**
 * Where a run is, whenever that changed and every second, until the run has ended (the last snapshot says so), of a held
 * one until it is decided where that is asked for, the signal aborts or ten minutes have passed. Read from the database, so it does not matter which process runs the run.
 */
export async function* runEvents(
  context: Context,
  { run: id, signal, until = "ended" }: { run: number; signal: AbortSignal; until?: "ended" | "decided" },
): AsyncGenerator<RunSnapshot> {
  const began = Date.now();
  let told = "";
  let toldAt = began;
  while (!signal.aborted && Date.now() - began < longestMs) {
    const run = await findRun(context, id);
    if (!run) return;
    const snapshot = await runSnapshot(context, run);
    const news = JSON.stringify({ ...snapshot, elapsedMs: 0, phases: [] });
    if (news !== told || Date.now() - toldAt >= tellEveryMs) {
      yield snapshot;
      told = news;
      toldAt = Date.now();
    }
    if (!isOpen(run.state) && !(until === "decided" && run.state === "held")) return;
    // The wait ends early when the reader leaves; the loop's own test then ends it.
    await wait(lookEveryMs, undefined, { signal }).catch(() => {});
  }
}
