import type { Machine } from "../machine.ts";
import type { MeasuredSetting, Results } from "../results.ts";
import { subjectNames, subjects } from "../subjects.ts";
import { aimsOf } from "./aims.ts";
import { plainSettings } from "./choose.ts";
import { failuresOf, rowOf } from "./figures.ts";
import { latencyWords } from "./plots.ts";
import { howMeasured, remarks } from "./prose.ts";
import { aimsTable, growthTable, settingTable } from "./tables.ts";
import { count } from "./words.ts";

/**
 * The page docs/benchmarks.md.
 *
 * @param plots file names of the plots in images/ that there are
 */
export function pageOf(results: Results, plots: readonly string[]): string {
  const plain = plainSettings(results);
  const parts = [
    "# Benchmarks",
    opening,
    "## What Rollcall set out to reach",
    aimsTable(aimsOf(results)),
    ...images(plots, ["benchmark-comparison.svg", "benchmark-latency.svg"]),
    ...(plain.length > 1
      ? ["## How cost grows", "Median wall time and peak memory of the process.", growthTable(plain)]
      : []),
    ...images(plots, ["benchmark-growth.svg", "benchmark-memory.svg"]),
    "## Every figure",
    columns,
    ...results.settings.flatMap(settingPart),
    "## Where it was measured",
    machineList(results.machine),
    "## What is measured",
    subjectNames.map((name) => `- **${subjects[name].title}**: ${subjects[name].what}.`).join("\n"),
    "## How it is measured",
    howMeasured,
    "## What these figures do not say",
    remarks,
  ];
  return `${parts.join("\n\n")}\n`;
}

const opening = `Rollcall beside two floors below which nothing that reads the same can fall, and beside other programs that read the
same, all against one demo tenant over HTTP on one machine. Seconds are this machine's; ratios hold elsewhere too, roughly.
This page is written by \`npm run bench\` from \`benchmarks.json\`; \`npm run bench -- --page\` makes it anew without measuring.`;

const columns = `Medians over the rounds. *Wall time* is that of the whole process, start of Node included; *own time* what the program
itself says, for Rollcall the run's \`durationMs\`. *× read* and *× read + COPY* are medians of the ratios of wall times within each
round. *Processor* and *peak memory* are those of the process, without PostgreSQL and without the tenant. ¹ calculated: see below.`;

function settingPart(setting: MeasuredSetting): string[] {
  const failures = failuresOf(setting).map(({ subject, reason }) => `- ${subjects[subject].title} failed: ${reason}`);
  const absent = subjectNames.filter((name) => !setting.measurements.some(({ subject }) => subject === name));
  return [
    `### ${headingOf(setting)}`,
    `${setting.measuredAt.slice(0, 10)}, commit ${setting.commit}, ${rounds(setting)}.`,
    settingTable(setting),
    ...(failures.length > 0 ? [failures.join("\n")] : []),
    ...extrapolation(setting),
    ...(absent.length > 0 ? [`Not measured here: ${absent.map((name) => subjects[name].title).join("; ")}.`] : []),
  ];
}

function headingOf(setting: MeasuredSetting): string {
  const latency = setting.latency.requestMs > 0 ? latencyWords(setting) : "without latency";
  return `${count(setting.people)} people, pages of ${setting.expandPageLimit}, ${latency}`;
}

function rounds({ rounds, warmedUp }: MeasuredSetting): string {
  return `${rounds} ${rounds === 1 ? "round" : "rounds"}${warmedUp ? " after one to warm up" : ""}`;
}

function extrapolation(setting: MeasuredSetting): string[] {
  const asked = rowOf(setting, "naive")?.extrapolatedFrom;
  if (!asked) return [];
  return [
    `¹ Measured with the managers of ${count(asked)} people and calculated for all ${count(setting.people)}: the listing as it was, the calls times ${(setting.people / asked).toFixed(0)}.`,
  ];
}

function images(plots: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((name) => plots.includes(name)).map((name) => `![${altOf(name)}](images/${name})`);
}

function altOf(name: string): string {
  return name.replace(/^benchmark-|\.svg$/g, "").replace(/^./, (letter) => letter.toUpperCase());
}

function machineList({ processor, cores, memoryBytes, system, versions }: Machine): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `- ${processor}, ${cores} cores, ${Math.round(memoryBytes / 1024 ** 3)} GB of memory, ${system}`,
    `- ${packages.join(", ")}`,
  ].join("\n");
}
