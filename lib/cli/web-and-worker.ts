import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { checkoutDirectory, packageDirectory } from "../config/checkout.ts";
import type { Environment } from "../config/environment.ts";
import { AppError } from "../errors.ts";
import type { Branch } from "./process-tree.ts";

/**
 * The web server as a branch of the process tree.
 *
 * @param host undefined: all interfaces
 * @throws AppError `configuration` when there is no build, or the port is taken
 */
export async function webBranch({
  environment,
  port,
  host,
  onReady,
}: {
  environment: Environment;
  port: number;
  host?: string;
  onReady?: () => void;
}): Promise<Branch> {
  const checkout = checkoutDirectory();
  const next = packageDirectory("next", { from: checkout });
  if (!next || !existsSync(join(checkout, ".next", "BUILD_ID"))) {
    throw new AppError("configuration", "There is no build to start: run npm ci and npm run build first.");
  }
  if (!(await isFree(port, host))) {
    throw new AppError("configuration", `Port ${port} is in use: set PORT to a free one.`);
  }
  return {
    name: "The web server",
    script: join(next, "dist", "bin", "next"),
    args: ["start", checkout, "-p", String(port), ...(host ? ["-H", host] : [])],
    environment: processEnvironment(environment),
    async ready({ signal }) {
      await untilItAnswers(`http://${host ?? "127.0.0.1"}:${port}/api/health`, { signal });
      onReady?.();
    },
  };
}

/** A worker as a branch of the process tree: the command `rollcall worker`. */
export function workerBranch({ environment }: { environment: Environment }): Branch {
  return {
    name: "The worker",
    script: join(checkoutDirectory(), "dist", "cli", "main.mjs"),
    args: ["worker"],
    environment: processEnvironment(environment),
  };
}

function processEnvironment(environment: Environment): NodeJS.ProcessEnv {
  return { ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

function isFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Any answer will do: a server that says it has no database yet is up. */
async function untilItAnswers(url: string, { signal }: { signal: AbortSignal }): Promise<void> {
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
      return;
    } catch {
      await pause(150, undefined, { signal });
    }
  }
}
