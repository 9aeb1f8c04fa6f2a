// A browser for the tests. Plain Node without packages of its own.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./sources.mjs";
import { node, run } from "./steps.mjs";

const systemChromium = "/usr/bin/chromium";

/** Debian's Chromium when root can install it, which needs nothing but the distribution's mirror; else Playwright's own. */
export async function ensureChromium() {
  if (process.env.PLAYWRIGHT_CHROMIUM || existsSync(systemChromium) || existsSync(await ownChromium())) return;
  console.log("\n── Chromium");
  if (process.getuid?.() === 0 && (await run(["apt-get", "update"])).status === 0) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], { environment: quiet });
  }
  if (existsSync(systemChromium)) return;
  const { status } = await run(node("node_modules/@playwright/test/cli.js", "install", "chromium"));
  if (status !== 0) console.error("No browser could be installed: the browser tests will fail.");
}

async function ownChromium() {
  const { chromium } = await import(pathToFileURL(join(root, "node_modules", "playwright", "index.mjs")).href);
  return chromium.executablePath();
}
