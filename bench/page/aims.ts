import type { MeasuredSetting, Results } from "../results.ts";
import { comparedSetting, latencySetting, plainSettings } from "./choose.ts";
import { type Row, rowOf } from "./figures.ts";
import { count, megabytes, seconds, times } from "./words.ts";

export type Aim = { aim: string; measured: string; reached: boolean };

const flatBytes = 200 * 1024 ** 2;

/** What Rollcall set out to reach, beside what was measured; nothing is said of what was not measured. */
export function aimsOf(results: Results): Aim[] {
  const compared = comparedSetting(results);
  const far = latencySetting(results);
  return [
    ...(compared ? [firstLoad(compared), unchanged(compared), ...changes(compared)] : []),
    ...weightiest(results).map(flatMemory),
    ...(far ? [parallel(far)] : []),
  ].filter((aim) => aim !== undefined);
}

/** Memory is to be flat: the sizes that tell are the one that all are compared at, and the largest. */
function weightiest(results: Results): MeasuredSetting[] {
  const both = [comparedSetting(results), plainSettings(results).at(-1)];
  return [...new Set(both)].filter((setting) => setting !== undefined);
}

const where = (setting: MeasuredSetting) => `${count(setting.people)} people`;

function firstLoad(setting: MeasuredSetting): Aim | undefined {
  const ratio = rowOf(setting, "first-load")?.perCopy;
  if (ratio === undefined) return undefined;
  return {
    aim: `First load of ${where(setting)}: at most 2.0× read + COPY`,
    measured: times(ratio),
    reached: ratio <= 2,
  };
}

function unchanged(setting: MeasuredSetting): Aim | undefined {
  const row = rowOf(setting, "unchanged");
  if (row?.perRead === undefined) return undefined;
  const aim = `Full run without changes over ${where(setting)}: at most 1.5× reading, and no row written`;
  const measured = `${times(row.perRead)}, ${count(row.rowsWritten ?? 0)} rows`;
  return { aim, measured, reached: row.perRead <= 1.5 && row.rowsWritten === 0 };
}

function changes(setting: MeasuredSetting): Aim[] {
  const row = rowOf(setting, "changes");
  if (!row) return [];
  return [
    {
      aim: `100 changes in ${count(setting.people)}: at most 5 requests, the one for a token not counted`,
      measured: `${count(row.requests - 1)} requests`,
      reached: row.requests - 1 <= 5,
    },
    {
      aim: `100 changes in ${count(setting.people)}: the run itself at most 0.5 s, requests included`,
      measured: seconds(row.own),
      reached: row.own <= 0.5,
    },
  ];
}

function flatMemory(setting: MeasuredSetting): Aim | undefined {
  const peaks = (["first-load", "unchanged"] as const).flatMap((name): readonly Row[] => {
    const row = rowOf(setting, name);
    return row ? [row] : [];
  });
  if (peaks.length === 0) return undefined;
  const peak = Math.max(...peaks.map((row) => row.peak));
  return {
    aim: `Memory with ${where(setting)}: at most 200 MB`,
    measured: megabytes(peak),
    reached: peak <= flatBytes,
  };
}

function parallel(setting: MeasuredSetting): Aim | undefined {
  const ratio = rowOf(setting, "first-load")?.perRead;
  if (ratio === undefined) return undefined;
  return {
    aim: `With latency, ${where(setting)}: first load at least 4 times as fast as reading page after page`,
    measured: `${times(1 / ratio)} as fast`,
    reached: ratio <= 1 / 4,
  };
}
