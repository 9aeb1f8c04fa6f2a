// Plain Node without packages: this runs before `npm ci`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuilt, isInstalled, root } from "./sources.mjs";
import { node, npm, run } from "./steps.mjs";

export function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [ourMajor, ourMinor] = process.versions.node.split(".").map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  console.error(`Rollcall needs Node ${major}.${minor} or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** `npm ci`, unless everything is there already. */
export async function install() {
  if (!isInstalled()) await step("Installing packages", npm("ci", "--no-audit", "--no-fund"));
}

/** What is there and current is left alone: a second start takes seconds. */
export async function installAndBuild() {
  await install();
  if (!isBuilt()) await step("Building", node("scripts/build.mjs"));
}

/** Says what it does, how long it took, and what the program said only when it failed. */
async function step(name, command) {
  const began = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`${name} …`);
  const { status, text } = await run(command, { output: "keep" });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${process.stdout.isTTY ? "\r" : ""}${name}: ${status === 0 ? `done in ${seconds} s` : "failed"}`);
  if (status === 0) return;
  console.error(text);
  process.exit(status);
}
