import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureChanges } from "./changes.ts";
import { measuredCommit } from "./machine.ts";
import type { MeasuredSetting, Measurement, Outcome } from "./results.ts";
import { makeFolder, removeFolder } from "./rollcall.ts";
import type { Setting } from "./settings.ts";
import type { SubjectName } from "./subjects.ts";
import { openTenant } from "./tenant.ts";
import { type Ground, type Keep, type Track, tracksOf } from "./tracks.ts";

export type Effort = {
  rounds: number;
  only: ReadonlySet<SubjectName>;
  /** A round before the first, of which nothing is kept: it lets the tenant make its pages. */
  warmUp: boolean;
  signal: AbortSignal;
  say: (line: string) => void;
};

/** Measures one setting against a tenant of its own. */
export async function measureSetting(setting: Setting, effort: Effort): Promise<MeasuredSetting> {
  const { subjects, ...described } = setting;
  const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
  makeFolder(folder);
  const measurements: Measurement[] = [];
  // Asked now: whoever works on in the checkout meanwhile does not change what was built.
  const commit = measuredCommit();
  // A latency is the same on the first reading as on the third, and is most of what there is to wait for.
  const warmUp = effort.warmUp && setting.latency.requestMs === 0;
  const tenant = await openTenant(setting);
  try {
    const ground: Ground = { setting, tenant, folder, signal: effort.signal };
    const wanted = new Set(subjects.filter((subject) => effort.only.has(subject)));
    const keep =
      (round: number): Keep =>
      (subject, ended) => {
        const outcome = complete(ended, { subject, people: setting.people });
        effort.say(`  ${round === 0 ? "warm-up" : `round ${round}`}  ${subject.padEnd(17)} ${wordsOf(outcome)}`);
        if (round > 0) measurements.push({ subject, round, ...outcome });
      };
    const smallGroup = await tenant.plantGroup(Math.min(200, setting.people));
    const tracks = tracksOf(ground, { smallGroup }).filter(({ subjects }) => subjects.some((one) => wanted.has(one)));
    for (let round = warmUp ? 0 : 1; round <= effort.rounds; round += 1) {
      for (const track of rotated(tracks, round)) await track.perform(wanted, keep(round));
    }
    await measureChanges(ground, { wanted, rounds: effort.rounds, keep });
  } finally {
    await tenant.close();
    removeFolder(folder);
  }
  const measuredAt = new Date().toISOString();
  return { ...described, measuredAt, commit, rounds: effort.rounds, warmedUp: warmUp, measurements };
}

/** Who reads everybody has to have read everybody: a fast reader of half a directory is no fast reader. */
function complete(outcome: Outcome, { subject, people }: { subject: SubjectName; people: number }): Outcome {
  const readsAll: readonly SubjectName[] = ["floor-read", "floor-copy", "first-load", "unchanged", "pnp", "naive"];
  if (outcome.state === "failed" || !readsAll.includes(subject) || outcome.people === people) return outcome;
  return { state: "failed", reason: `${outcome.people} of ${people} people were read` };
}

/** Another one begins each round, so that none always comes after the same one. */
function rotated(tracks: readonly Track[], round: number): Track[] {
  const first = tracks.length === 0 ? 0 : round % tracks.length;
  return [...tracks.slice(first), ...tracks.slice(0, first)];
}

function wordsOf(outcome: Outcome): string {
  if (outcome.state === "failed") return `failed: ${outcome.reason}`;
  const { seconds, peakBytes, requests, people } = outcome;
  return `${seconds.toFixed(2)} s, ${Math.round(peakBytes / 1024 ** 2)} MB, ${requests} requests, ${people} people`;
}
