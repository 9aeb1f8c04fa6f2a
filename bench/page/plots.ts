import { type Dot, dotPlot } from "../plot/dot-plot.ts";
import { inkOf } from "../plot/inks.ts";
import { type Curve, linePlot } from "../plot/line-plot.ts";
import type { MeasuredSetting, Results } from "../results.ts";
import { type SubjectName, subjects } from "../subjects.ts";
import { comparedSetting, latencySetting, plainSettings } from "./choose.ts";
import { type Row, rowOf, rowsOf } from "./figures.ts";
import { count, megabytes, seconds } from "./words.ts";

/** The curves of growth: each way of reading once, without the runs over a group. */
const growing = [
  "floor-read",
  "floor-copy",
  "first-load",
  "unchanged",
  "changes",
  "backstage",
  "pnp",
  "naive",
] as const satisfies readonly SubjectName[];

/** File names, and the plots that the figures are enough for. */
export function plotsOf(results: Results): Record<string, string> {
  const plain = plainSettings(results);
  const compared = comparedSetting(results);
  const far = latencySetting(results);
  return {
    ...(plain.length > 1 ? { "benchmark-growth.svg": timePlot(plain), "benchmark-memory.svg": memoryPlot(plain) } : {}),
    ...(compared ? { "benchmark-comparison.svg": comparison(compared, "without latency") } : {}),
    ...(far ? { "benchmark-latency.svg": comparison(far, latencyWords(far)) } : {}),
  };
}

export function latencyWords({ latency }: MeasuredSetting): string {
  return `with ${latency.requestMs} ms a request and ${latency.itemMs} ms an object of latency`;
}

function timePlot(settings: readonly MeasuredSetting[]): string {
  return linePlot({
    title: "Wall time by the size of the directory",
    description: "Median wall time of the whole process over the number of people, both axes logarithmic.",
    xTitle: "people in the directory",
    yTitle: "wall time",
    showX: count,
    showY: shortSeconds,
    curves: curvesOf(settings, growing, (row) => row.wall.median),
  });
}

function memoryPlot(settings: readonly MeasuredSetting[]): string {
  const whole = growing.filter((name) => name !== "naive");
  return linePlot({
    title: "Peak memory by the size of the directory",
    description: "Median peak resident memory of the process over the number of people, both axes logarithmic.",
    xTitle: "people in the directory",
    yTitle: "peak resident memory",
    showX: count,
    showY: (value) => megabytes(value * 1024 ** 2),
    curves: curvesOf(settings, whole, (row) => row.peak / 1024 ** 2),
    aim: { y: 200, title: "200 MB" },
  });
}

function curvesOf(
  settings: readonly MeasuredSetting[],
  names: readonly SubjectName[],
  figure: (row: Row) => number,
): Curve[] {
  return names.flatMap((name) => {
    const points = settings.flatMap((setting) => {
      const row = rowOf(setting, name);
      return row ? [{ x: setting.people, y: figure(row) }] : [];
    });
    return points.length > 0
      ? [{ title: subjects[name].title, ink: inkOf(name), dashed: name === "floor-read", points }]
      : [];
  });
}

function comparison(setting: MeasuredSetting, circumstance: string): string {
  const dots = rowsOf(setting)
    .map(
      (row): Dot => ({
        title: subjects[row.subject].title,
        ink: inkOf(row.subject),
        value: row.wall.median,
        shown: seconds(row.wall.median) + (row.extrapolatedFrom ? " (calculated)" : ""),
      }),
    )
    .sort((one, other) => one.value - other.value);
  return dotPlot({
    title: `${count(setting.people)} people, ${circumstance}`,
    description: "Median wall time of the whole process, one row for each way, on a logarithmic axis.",
    axisTitle: "wall time",
    show: shortSeconds,
    dots,
  });
}

function shortSeconds(value: number): string {
  return `${value >= 1 ? count(value) : value} s`;
}
