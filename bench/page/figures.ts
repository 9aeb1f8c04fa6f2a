import type { Figures, MeasuredSetting } from "../results.ts";
import { ratioOf, type Spread, spreadOf } from "../statistics.ts";
import { type SubjectName, subjectNames } from "../subjects.ts";

/** What the rounds of one subject in one setting come to. */
export type Row = {
  subject: SubjectName;
  wall: Spread;
  own: number;
  cpu: number;
  peak: number;
  requests: number;
  rowsWritten: number | undefined;
  /** Wall time in units of the floors of the same round; undefined when that floor was not measured. */
  perRead: number | undefined;
  perCopy: number | undefined;
  /** How many people were asked for, when the rest is calculated. */
  extrapolatedFrom: number | undefined;
};

export type Failure = { subject: SubjectName; reason: string };

export function rowsOf(setting: MeasuredSetting): Row[] {
  return subjectNames.flatMap((subject) => rowOf(setting, subject) ?? []);
}

export function failuresOf({ measurements }: MeasuredSetting): Failure[] {
  const failures = measurements.flatMap((one) =>
    one.state === "failed"
      ? [[`${one.subject} ${one.reason}`, { subject: one.subject, reason: one.reason }] as const]
      : [],
  );
  return [...new Map(failures).values()];
}

export function rowOf(setting: MeasuredSetting, subject: SubjectName): Row | undefined {
  const done = doneOf(setting, subject);
  const wall = spreadOf([...done.values()].map(wallOf));
  if (!wall) return undefined;
  const walls = wallsOf(setting, subject);
  const middle = (figure: (one: Figures) => number) => spreadOf([...done.values()].map(figure))?.median ?? 0;
  const written = [...done.values()].flatMap(({ rowsWritten }) => rowsWritten ?? []);
  return {
    subject,
    wall,
    own: middle(({ ownSeconds }) => ownSeconds),
    cpu: middle(({ cpuSeconds }) => cpuSeconds),
    peak: middle(({ peakBytes }) => peakBytes),
    requests: middle(({ requests, extrapolated }) => extrapolated?.requests ?? requests),
    rowsWritten: spreadOf(written)?.median,
    perRead: ratioOf(walls, wallsOf(setting, "floor-read")),
    perCopy: ratioOf(walls, wallsOf(setting, "floor-copy")),
    extrapolatedFrom: [...done.values()].find(({ extrapolated }) => extrapolated)?.extrapolated?.asked,
  };
}

/** Of the whole process, calculated for everybody where only a part was asked for. */
function wallOf({ seconds, extrapolated }: Figures): number {
  return extrapolated?.seconds ?? seconds;
}

function wallsOf(setting: MeasuredSetting, subject: SubjectName): Map<number, number> {
  return new Map([...doneOf(setting, subject)].map(([round, figures]) => [round, wallOf(figures)]));
}

function doneOf({ measurements }: MeasuredSetting, subject: SubjectName): Map<number, Figures> {
  return new Map(
    measurements.flatMap((one) => (one.subject === subject && one.state === "done" ? [[one.round, one] as const] : [])),
  );
}
