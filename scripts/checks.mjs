// What `npm run check` looks at: format and lint, types, import rules, licences. In seconds, all at once.
import { checkLicences } from "./licences.mjs";
import { root } from "./sources.mjs";
import { node, run } from "./steps.mjs";

export const checks = [
  {
    name: "format and lint",
    perform: () => run(node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"), kept),
  },
  { name: "types", perform: checkTypes },
  { name: "licences and versions of packages", perform: async () => checkLicences() },
  { name: "import rules", perform: () => checkImports(["app", "lib", "proxy.ts", "instrumentation.ts"]) },
];

const kept = { output: "keep", environment: { FORCE_COLOR: process.stdout.isTTY ? "1" : "0" } };

async function checkTypes() {
  // The types of pages and routes (PageProps and the like) are made by Next.
  const made = await run(node("node_modules/next/dist/bin/next", "typegen"), kept);
  if (made.status !== 0) return made;
  return run(node("node_modules/typescript/bin/tsc", "--noEmit"), kept);
}

/**
 * The rules of .dependency-cruiser.cjs. Nothing read is a failure: dependency-cruiser passes on files it cannot read.
 *
 * @param paths files and folders, from the folder that has the rules: `directory`
 */
export async function checkImports(paths, { directory = root } = {}) {
  const { status, text } = await run(
    [
      ...[process.execPath, "--import", new URL("read-tsx.mjs", import.meta.url).href],
      ...node("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "--output-type", "json", ...paths).slice(1),
    ],
    { output: "keep", directory },
  );
  const report = jsonOf(text);
  if (!report) return { status: status || 1, text };
  const { totalCruised, violations } = report.summary;
  const lines = violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
  if (totalCruised === 0) lines.push("No module was read: the reader for TypeScript (@swc/core) is missing.");
  return { status: lines.length > 0 ? 1 : 0, text: `${lines.join("\n")}\n`, modules: totalCruised };
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Performs every check at once and says of each how it ended, and of a failed one why. @returns those that failed */
export async function performChecks() {
  const outcomes = await Promise.all(
    checks.map(async ({ name, perform }) => {
      const began = performance.now();
      const { status, text } = await perform();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      return { name, status, text };
    }),
  );
  const failed = outcomes.filter(({ status }) => status !== 0);
  for (const { name, text } of failed) console.log(`\n${name}:\n${text}`);
  return failed;
}
