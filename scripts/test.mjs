// `npm test`: everything, on a fresh clone too. Plain Node without packages: it runs before `npm ci`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { install, refuseOldNode } from "./prepare.mjs";
import { node, run } from "./steps.mjs";

refuseOldNode();
await install();
await ensureChromium();

const reports = mkdtempSync(join(tmpdir(), "rollcall-reports-"));
const tally = { passed: 0, failed: 0 };
const count = ({ passed, failed }) => {
  tally.passed += passed;
  tally.failed += failed;
};

title("generated client");
const generated = await run(node("scripts/prisma.mjs", "generate"));
if (generated.status !== 0) count({ passed: 0, failed: 1 });

title("format, lint, types, import rules");
// Only now: the packages that it needs are there.
const { checks, performChecks } = await import("./checks.mjs");
const failedChecks = await performChecks();
count({ passed: checks.length - failedChecks.length, failed: failedChecks.length });

title("production build");
const built = (await run(node("scripts/build.mjs"))).status === 0;
count({ passed: built ? 1 : 0, failed: built ? 0 : 1 });

title("unit and integration tests");
const unitReport = join(reports, "unit.json");
const unit = await run(
  node(
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${unitReport}`,
  ),
);
count(countOf(unit, unitReport, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests })));

title("browser tests");
if (built) {
  const browserReport = join(reports, "browser.json");
  const browser = await run(
    node("node_modules/@playwright/test/cli.js", "test", "--config", "e2e", "--reporter", "list,json"),
    { environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport } },
  );
  count(
    countOf(browser, browserReport, ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
    })),
  );
} else {
  console.log("not run: there is no build");
  count({ passed: 0, failed: 1 });
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);

function title(text) {
  console.log(`\n── ${text}`);
}

/** A runner that failed as a whole (a crash, a file that does not load) counts as one failure more than none. */
function countOf({ status }, file, read) {
  const { passed, failed } = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0 };
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed };
}
