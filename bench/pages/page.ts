import type { Machine } from "../machine.ts";
import type { MeasuredPage } from "./measure.ts";

type Measured = ReadonlyMap<number, { pages: readonly MeasuredPage[]; scriptBytes: number }>;

/** Milliseconds that 95 of 100 pages may take: the aim for so many people. */
const aimFor = (people: number) => (people <= 100_000 ? 100 : 200);
const aimBytes = 220_000;

/** docs/benchmarks-pages.md */
export function pageOf(measured: Measured, { machine, commit }: { machine: Machine; commit: string }): string {
  const sections = [...measured].map(([people, { pages, scriptBytes }]) => sectionOf(people, { pages, scriptBytes }));
  return `# How long a page takes

This page is written by \`npm run bench -- --pages\`. Commit ${commit}; ${machine.processor}, ${machine.cores} cores,
${Math.round(machine.memoryBytes / 1024 ** 3)} GB, ${machine.system}, Node ${machine.versions.node}, PostgreSQL ${machine.versions.postgresql}.
The built server and its embedded database, asked on the same machine by one client: milliseconds from the request to the
last byte. *After a change* is the first time a page is asked for after the mirror changed, when nothing that is
counted once for each state of the mirror is there yet; the others are of the rounds after that.

${sections.join("\n")}`;
}

function sectionOf(
  people: number,
  { pages, scriptBytes }: { pages: readonly MeasuredPage[]; scriptBytes: number },
): string {
  const aim = aimFor(people);
  const missed = pages.filter(({ p95 }) => p95 > aim).length;
  const rows = pages.map(
    ({ name, address, cold, median, p95 }) =>
      `| ${name} | \`${decodeURIComponent(address)}\` | ${cold.toFixed(0)} | ${median.toFixed(0)} | ${p95.toFixed(0)}${p95 > aim ? " ✗" : ""} |`,
  );
  return `## ${people.toLocaleString("en")} people

Aim: at most ${aim} ms for 95 of 100. ${missed === 0 ? "Every page keeps it." : `${missed} of ${pages.length} addresses miss it (✗).`}
JavaScript of the list of users, gzipped: ${Math.round(scriptBytes / 1000)} kB (aim: at most ${aimBytes / 1000} kB).

| Page | Address | After a change | Median | 95 of 100 |
|---|---|---:|---:|---:|
${rows.join("\n")}
`;
}
