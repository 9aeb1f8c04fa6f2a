import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { checkoutDirectory } from "../config/checkout.ts";

export type EndedChild = { code: number | null; stdout: string; stderr: string };

/** Runs a few lines of TypeScript in a process of their own; imports are written from the checkout, `./lib/…`. */
export function startScript(source: string, { environment = {} }: { environment?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
    cwd: checkoutDirectory(),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: endOf(child) };
}

/** Waits for the end of a process started with piped output. */
export async function endOf(child: ChildProcess): Promise<EndedChild> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Asks again and again until the answer is true. @throws when it is not within the time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { seconds = 20, what = "what was waited for" }: { seconds?: number; what?: string } = {},
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
