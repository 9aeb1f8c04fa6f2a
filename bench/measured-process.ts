import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type Program = {
  script: string;
  args: readonly string[];
  /** Beside what finds programs; nothing else of this process's environment is passed on. */
  environment?: Record<string, string>;
  directory: string;
  signal: AbortSignal;
};

export type Ended =
  | { state: "done"; seconds: number; cpuSeconds: number; peakBytes: number; output: string }
  | { state: "failed"; reason: string; output: string };

const peak = join(import.meta.dirname, "subjects", "peak.mjs");
const hour = 3_600_000;

/** Runs a Node program as a process of its own and measures it from outside: from its start to its end. */
export async function runMeasured({ script, args, environment, directory, signal }: Program): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", peak, script, ...args], {
    cwd: directory,
    env: bareEnvironment(directory, environment),
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(hour)]),
  });
  let seconds = 0;
  child.once("exit", () => {
    seconds = (performance.now() - began) / 1000;
  });
  const [output, errors, marks] = [1, 2, 3].map((index) => collect(child.stdio[index] as Readable));
  const ending = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, killedBy) => resolve(code === 0 ? "" : `ended with ${killedBy ?? code}`));
  });
  signal.throwIfAborted();
  const text = (await output) ?? "";
  if (ending !== "") return { state: "failed", reason: reasonOf(ending, (await errors) ?? ""), output: text };
  return { state: "done", seconds, ...JSON.parse((await marks) ?? ""), output: text };
}

/** An environment in which nobody's own settings count. Next.js types every one with a NODE_ENV; here there is none. */
export function bareEnvironment(home: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  const bare: Record<string, string | undefined> = { PATH, HOME: home, ...(TMPDIR ? { TMPDIR } : {}), ...more };
  return bare as NodeJS.ProcessEnv;
}

/** Node says of a heap that was too small what it did last, for pages; one line of it is enough. */
function reasonOf(ending: string, errors: string): string {
  const telling = errors.split("\n").find((line) => /FATAL ERROR|Error:/.test(line)) ?? errors.split("\n")[0] ?? "";
  return [ending, telling.trim()].filter((part) => part !== "").join(": ");
}

async function collect(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
