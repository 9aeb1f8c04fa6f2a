import type { MeasuredSetting } from "../results.ts";
import { type SubjectName, subjectNames, subjects } from "../subjects.ts";
import type { Aim } from "./aims.ts";
import { rowOf, rowsOf } from "./figures.ts";
import { count, megabytes, seconds, times } from "./words.ts";

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function aimsTable(aims: readonly Aim[]): string {
  return table(
    ["aim", "measured", ""],
    aims.map(({ aim, measured, reached }) => [aim, measured, reached ? "reached" : "**not reached**"]),
  );
}

export function settingTable(setting: MeasuredSetting): string {
  const head = [
    "",
    "wall time",
    "least – most",
    "own time",
    "× read",
    "× read + COPY",
    "processor",
    "peak memory",
    "requests",
  ];
  const rows = rowsOf(setting).map((row) => [
    subjects[row.subject].title + (row.extrapolatedFrom ? " ¹" : ""),
    seconds(row.wall.median),
    `${seconds(row.wall.least)} – ${seconds(row.wall.most)}`,
    row.extrapolatedFrom ? "–" : seconds(row.own),
    ratio(row.perRead),
    ratio(row.perCopy),
    row.extrapolatedFrom ? "–" : seconds(row.cpu),
    row.extrapolatedFrom ? "–" : megabytes(row.peak),
    count(row.requests),
  ]);
  return table(head, rows);
}

/** Wall time and peak memory of everybody over the sizes. */
export function growthTable(settings: readonly MeasuredSetting[]): string {
  const rows = subjectNames
    .filter((name) => settings.some((setting) => rowOf(setting, name)))
    .map((name) => [subjects[name].title, ...settings.map((setting) => growthCell(setting, name))]);
  return table(["", ...settings.map(({ people }) => `${count(people)} people`)], rows);
}

function growthCell(setting: MeasuredSetting, name: SubjectName): string {
  const row = rowOf(setting, name);
  if (!row) return "–";
  if (row.extrapolatedFrom) return `${seconds(row.wall.median)} ¹`;
  return `${seconds(row.wall.median)}, ${megabytes(row.peak)}`;
}

function ratio(value: number | undefined): string {
  return value === undefined ? "–" : times(value);
}
