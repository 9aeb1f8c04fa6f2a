// `npm run bench`. Plain Node without packages: it fetches what the measurement needs, and then hands over.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { install, refuseOldNode } from "../scripts/prepare.mjs";
import { root } from "../scripts/sources.mjs";
import { node, npm, run, runAll } from "../scripts/steps.mjs";

const folder = import.meta.dirname;
const given = process.argv.slice(2);
const pages = given.includes("--pages");

refuseOldNode();
await install();
// How long pages take is measured without peers, but with the web part built.
if (pages) await runAll([node("scripts/build.mjs")]);
// The page is made from stored figures; whoever only wants help needs no peers either.
else if (!given.some((option) => ["--page", "--help"].includes(option))) {
  if (!peersAreInstalled()) await installPeers();
  await runAll([node("scripts/prisma.mjs", "generate"), node("scripts/build-cli.mjs")]);
}
const measuring = spawn(
  process.execPath,
  ["--import", "tsx", join(folder, pages ? "pages/main.ts" : "main.ts"), ...given],
  {
    cwd: root,
    stdio: "inherit",
  },
);
measuring.on("exit", (status) => process.exit(status ?? 1));
// A Ctrl-C reaches it by itself, since it is in our process group. It stops the tenant and the databases; we wait for that.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => measuring.kill("SIGTERM"));

/** Whether what package-lock.json names is there, by the note npm leaves of what it has installed. */
function peersAreInstalled() {
  const there = versionsOf(join(folder, "node_modules", ".package-lock.json"));
  const wanted = versionsOf(join(folder, "package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional }]) => optional || there[path]?.version === version);
}

function versionsOf(file) {
  if (!existsSync(file)) return {};
  const { "": _project, ...packages } = JSON.parse(readFileSync(file, "utf8")).packages;
  return packages;
}

async function installPeers() {
  console.log("Installing what Rollcall is measured against");
  // Some parts of the peers ask for a newer Node than they need for what is measured; npm warns of each.
  const { status } = await run(npm("ci", "--no-audit", "--no-fund", "--loglevel=error"), { directory: folder });
  if (status !== 0) process.exit(status);
}
