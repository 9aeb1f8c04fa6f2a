// `npm run demo`: from a fresh clone to the running product. Plain Node without packages: it runs before `npm ci`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installAndBuild, refuseOldNode } from "./prepare.mjs";
import { root } from "./sources.mjs";

const parent = process.ppid;
refuseOldNode();
await installAndBuild();

const command = join(root, "dist", "cli");
const child = spawn(
  process.execPath,
  ["--import", join(command, "end-with-parent.mjs"), join(command, "demo.mjs"), ...process.argv.slice(2)],
  { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] },
);
child.on("exit", (status) => process.exit(status ?? 1));

// A Ctrl-C reaches the child by itself, since it is in our process group; a kill of this process alone does not.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
// An npm that was killed takes nobody along.
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
