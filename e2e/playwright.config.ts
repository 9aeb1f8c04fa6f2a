import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import type { InstallationOptions } from "./fixtures/installation.ts";

const results = join(import.meta.dirname, ".results");
const systemChromium = "/usr/bin/chromium";
const executablePath = process.env.PLAYWRIGHT_CHROMIUM ?? (existsSync(systemChromium) ? systemChromium : undefined);

/** What each project's specs need to find; one that changes the directory or the consent shares it with no other. */
const directories: Record<string, InstallationOptions> = {
  browse: { people: 300, consent: "granted", copied: "with a history" },
  runs: { people: 60, consent: "granted", copied: "once", expandPageLimit: 6 },
  consent: { people: 40, consent: "none", copied: "never" },
};

const projects = Object.entries(directories).map(([name, directory]) => ({
  name,
  testDir: name,
  use: { directory },
}));

// Pictures of the README are made when asked, so that a run of the tests leaves the checkout as it was.
const screenshots = {
  name: "screenshots",
  testDir: "screenshots",
  use: { directory: { people: 300, consent: "granted", copied: "never" } as const },
};

export default defineConfig<object, { directory: InstallationOptions }>({
  testDir: ".",
  outputDir: join(results, "artifacts"),
  // One at a time: browser, app, worker and database fill two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      // Chromium refuses its sandbox to root, who runs tests in containers.
      chromiumSandbox: false,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-gpu",
        "--disable-quic",
      ],
    },
  },
  projects: process.env.ROLLCALL_SCREENSHOTS ? [screenshots] : projects,
});
