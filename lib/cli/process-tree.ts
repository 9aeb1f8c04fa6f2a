import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { checkoutDirectory } from "../config/checkout.ts";
import { writeNotice } from "./print.ts";

/** One process of the tree: a script and its arguments, run by the same Node. */
export type Branch = {
  /** How messages call it: "The web server", "The worker". */
  name: string;
  script: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  /** Resolves when the process is of use; one that ends before that, at its first start, fails the whole tree. */
  ready?: (options: { signal: AbortSignal }) => Promise<void>;
};

const graceMs = 10_000;
const longestPauseMs = 30_000;
/** A process that ran for so long has recovered: the next failure is a first one again. */
const steadyMs = 60_000;

/**
 * Keeps the branches running until the signal aborts, then ends them all and waits for their end. A branch that dies is
 * started again after a pause that doubles with every failure. Children end by themselves when this process is killed.
 *
 * @returns `failed` when a branch did not come up at its first start
 */
export async function runTree(branches: Branch[], { signal }: { signal: AbortSignal }): Promise<"stopped" | "failed"> {
  const stop = new AbortController();
  const whole = AbortSignal.any([signal, stop.signal]);
  const outcomes = await Promise.all(
    branches.map(async (branch) => {
      const outcome = await keepRunning(branch, whole);
      if (outcome === "failed") stop.abort();
      return outcome;
    }),
  );
  return outcomes.includes("failed") ? "failed" : "stopped";
}

async function keepRunning(branch: Branch, signal: AbortSignal): Promise<"stopped" | "failed"> {
  let cameUp = branch.ready === undefined;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const child = grow(branch);
    const ended = endOf(child, signal);
    const ready = new AbortController();
    branch.ready?.({ signal: AbortSignal.any([signal, ready.signal]) }).then(
      () => {
        cameUp = true;
      },
      // It ended first; that is judged below.
      () => {},
    );
    const how = await ended;
    ready.abort();
    if (signal.aborted) break;
    if (!cameUp) {
      writeNotice(`${branch.name} could not start (${how}).`);
      return "failed";
    }
    failures = performance.now() - began > steadyMs ? 1 : failures + 1;
    const wait = Math.min(longestPauseMs, 500 * 2 ** failures);
    writeNotice(`${branch.name} ended (${how}); it is started again in ${wait / 1000} s.`);
    await pause(wait, undefined, { signal }).catch(() => {});
  }
  return "stopped";
}

function grow({ script, args, environment }: Branch): ChildProcess {
  const endWithParent = join(checkoutDirectory(), "dist", "cli", "end-with-parent.mjs");
  return spawn(process.execPath, ["--enable-source-maps", "--import", endWithParent, script, ...args], {
    cwd: process.cwd(),
    env: environment,
    // The channel is how a child learns that this process is gone. What a child has to say goes to stderr.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** Waits for the end of a child, and asks for it when the signal aborts: first politely, after ten seconds not. */
async function endOf(child: ChildProcess, signal: AbortSignal): Promise<string> {
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill("SIGTERM");
    kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  try {
    const [code, killedBy] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return killedBy ?? `exit status ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(kill);
    signal.removeEventListener("abort", stop);
  }
}
