import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine.ts";
import type { Setting } from "./settings.ts";
import type { SubjectName } from "./subjects.ts";

/** One run of one subject. Seconds and bytes as measured; nothing is rounded. */
export type Measurement = { subject: SubjectName; round: number } & Outcome;

export type Outcome = ({ state: "done" } & Figures) | { state: "failed"; reason: string };

export type Figures = {
  /** From the start of the process to its end. */
  seconds: number;
  /** What the program itself says, without the start of Node: for Rollcall the run's `durationMs`. */
  ownSeconds: number;
  cpuSeconds: number;
  peakBytes: number;
  /** HTTP requests that the tenant counted, the one for a token included. */
  requests: number;
  people: number;
  /** Rows of the mirror inserted, updated or deleted, as PostgreSQL counts them. */
  rowsWritten?: number;
  /** What a measurement of a part comes to for everybody. */
  extrapolated?: { asked: number; seconds: number; requests: number };
};

export type MeasuredSetting = Omit<Setting, "subjects"> & {
  /** ISO 8601, UTC. */
  measuredAt: string;
  commit: string;
  rounds: number;
  warmedUp: boolean;
  measurements: Measurement[];
};

export type Results = { machine: Machine; settings: MeasuredSetting[] };

const fileName = "benchmarks.json";

export function readResults(folder: string): Results | undefined {
  const file = join(folder, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : undefined;
}

export function writeResults(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileName), `${JSON.stringify(results, null, 2)}\n`);
}

/**
 * The stored figures with a setting measured anew in place of its former one. Figures of another machine, or of other
 * versions of what is compared, are dropped: side by side they would be read as a comparison.
 */
export function withSetting(stored: Results | undefined, machine: Machine, measured: MeasuredSetting): Results {
  const comparable = stored && JSON.stringify(stored.machine) === JSON.stringify(machine) ? stored.settings : [];
  const settings = [...comparable.filter(({ id }) => id !== measured.id), measured];
  return { machine, settings: settings.sort(bySizeThenHardship) };
}

function bySizeThenHardship(one: MeasuredSetting, other: MeasuredSetting): number {
  const hardship = ({ expandPageLimit, latency }: MeasuredSetting) =>
    (expandPageLimit < 999 ? 1 : 0) + latency.requestMs;
  return hardship(one) - hardship(other) || one.people - other.people;
}
