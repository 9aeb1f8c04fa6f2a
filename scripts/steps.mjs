// Plain Node without packages: this runs before `npm ci`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./sources.mjs";

/** A program of node_modules, run by this Node: no shell, no npx, the same on every system. */
export function node(script, ...args) {
  return [process.execPath, join(root, script), ...args];
}

export function npm(...args) {
  // npm tells its scripts where it is; without npm there is one in the path.
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, cli, ...args] : ["npm", ...args];
}

/**
 * Runs one program to its end.
 *
 * @param output "show" passes what it says on, "keep" returns it
 * @returns its exit status and, when kept, stdout and stderr together
 */
export function run([program, ...args], { output = "show", environment = {}, directory = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: directory,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
      stdio: ["ignore", ...(output === "show" ? ["inherit", "inherit"] : ["pipe", "pipe"])],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        text += chunk;
      });
    }
    child.on("error", (error) => resolve({ status: 1, text: `${text}${error.message}\n` }));
    child.on("close", (status) => resolve({ status: status ?? 1, text }));
  });
}

/** Runs programs one after the other; the first that fails ends this process with its status. */
export async function runAll(commands) {
  for (const command of commands) {
    const { status } = await run(command);
    if (status !== 0) process.exit(status);
  }
}
