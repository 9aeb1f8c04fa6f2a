// `npm run advisories`: what the registry knows against the packages that are handed out. For a job of every day; not part
// of `npm test`, because what the world learns overnight is no fault of a commit and would stop every other one.
import { root } from "./sources.mjs";
import { npm, run } from "./steps.mjs";

/**
 * Asks the registry once, for what is installed in production.
 *
 * @param environment such as `npm_config_registry`
 * @returns `known`: one line for each package that something is known against; `unanswered`: why the registry told nothing
 */
export async function knownAdvisories({ directory = root, environment = {} } = {}) {
  const asked = npm("audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000");
  const { text } = await run(asked, { output: "keep", directory, environment });
  const report = JSON.parse(/^\{[\s\S]*?^\}/m.exec(text)?.[0] ?? "{}");
  if (!report.vulnerabilities) return { unanswered: report.message ?? text.trim() };
  const known = Object.values(report.vulnerabilities).map(({ name, severity, via }) => {
    const told = via.map((one) => (typeof one === "string" ? `by ${one}` : `${one.title} (${one.range}, ${one.url})`));
    return `${name}, ${severity}: ${told.join("; ")}`;
  });
  return { known };
}

if (process.argv[1] === import.meta.filename) {
  const { known = [], unanswered } = await knownAdvisories();
  if (unanswered) console.error(`The registry told nothing: ${unanswered}`);
  for (const line of known) console.error(line);
  if (!unanswered && known.length === 0) console.log("Nothing is known against the packages of package-lock.json.");
  // 2: not asked is neither good nor bad.
  process.exit(unanswered ? 2 : Math.min(known.length, 1));
}
