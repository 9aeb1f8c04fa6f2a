import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase } from "../testing/empty-database.ts";
import { changeDirectory, prepareDirectory } from "../testing/faults/directory-changes.ts";
import { type Installation, installation } from "../testing/installation.ts";
import { type Kill, killSync, type Moment, schemaOf } from "../testing/killed-run.ts";
import { mirrorDifferences } from "../testing/mirror-state.ts";

/*
 * Real processes are killed with SIGKILL at random moments: the sync, and the database under it. Afterwards the mirror
 * is what it was or what it should be, and the next sync closes the dead run and succeeds.
 */

/** More for a night: ROLLCALL_KILL_ROUNDS=50 npx vitest run lib/cli/kill-anywhere.test.ts */
const rounds = Number(process.env.ROLLCALL_KILL_ROUNDS ?? 1);
const minutes = 60_000;

let installed: Installation;
let schema: string[];
/** Milliseconds of an undisturbed first load, from its first request to its end. */
let usualFirstLoad = 0;
let round = 0;
const tally = new Map<string, number>();

beforeAll(async () => {
  // From 5,000 people on a first load sets indexes aside, which a kill must not lose.
  installed = await installation({ people: 5_500, expandPageLimit: 500, latency: { requestMs: 4 } });
  prepareDirectory(installed.tenant);
  schema = await schemaOf(installed);
  const { durationMs } = await syncToEnd();
  usualFirstLoad = durationMs;
}, 2 * minutes);

afterAll(async () => {
  await installed.close();
  expect(installed.processes()).toEqual([]);
  if (process.env.ROLLCALL_KILL_ROUNDS) {
    for (const [what, times] of [...tally].sort()) process.stdout.write(`${String(times).padStart(4)} ${what}\n`);
  }
});

/**
 * `share`: how long each kind of run takes beside a first load, roughly, since most moments are to fall into it. Where
 * there is but one round, the kinds are struck at different points.
 */
const kinds = [
  { name: "a first load", args: [], share: 0.9, aims: ["writing", "first request"], databaseKills: 0 },
  { name: "a full run", args: ["--full"], share: 0.6, aims: ["first request", "writing"], databaseKills: 1 },
  { name: "a delta run", args: [], share: 0.25, aims: ["writing", "first request"], databaseKills: 0 },
] as const;

describe.each(kinds)("$name", (kind) => {
  const { databaseKills } = kind;
  test.each(Array.from({ length: rounds }, (_, at) => at))(
    "whose process is killed loses nothing and shows nothing half-done (%i)",
    (at) => killOnce(kind, { victim: "process", at }),
    2 * minutes,
  );

  // Fewer of these: a database takes seconds to come up again.
  test.each(Array.from({ length: Math.floor(rounds / 4) + databaseKills }, (_, at) => at))(
    "whose database is killed loses nothing and shows nothing half-done (%i)",
    (at) => killOnce(kind, { victim: "database", at }),
    2 * minutes,
  );
});

type Kind = (typeof kinds)[number];

async function killOnce(
  { name, args, share, aims }: Kind,
  { victim, at }: { victim: "process" | "database"; at: number },
): Promise<void> {
  if (name === "a first load") await emptyDatabase(installed.db);
  else changeMore();
  const usualMs = usualFirstLoad * share;
  // The writing is short, and the dangerous part.
  const moment: Moment =
    aims[at % 2] === "writing"
      ? { from: "writing", share: Math.random(), usualMs: usualMs * 0.3 }
      : { from: "first request", share: Math.random(), usualMs };
  const kill = await killSync(installed, { args: [...args], moment, victim });
  count(`${name}, ${victim} killed: ${fateOf(kill)}`);
  expect(["as before", "as it should be"], kill.moment).toContain(kill.found);
  if (kill.found === "as it should be") expect(kill.run?.state, kill.moment).toBe("succeeded");
  if (kill.found === "as before" && kill.run) expect(kill.run.state, kill.moment).toBe("running");

  const next = await syncToEnd();
  expect(next.state, kill.moment).toBe("succeeded");
  expect(await mirrorDifferences(installed.db, installed.tenant), kill.moment).toEqual([]);
  expect(await schemaOf(installed), kill.moment).toEqual(schema);
  expect(await installed.db.prisma.syncLease.count(), kill.moment).toBe(0);
  if (kill.found === "as before" && kill.run) {
    expect(await installed.db.prisma.syncRun.findUnique({ where: { id: kill.run.id } }), kill.moment).toMatchObject({
      state: "failed",
      errorCode: "run-interrupted",
    });
  }
}

/** A bit of everything, and something about many: the writing of a run takes its time. */
function changeMore(): void {
  const { tenant } = installed;
  round += 1;
  changeDirectory(tenant, round);
  const members = tenant.effectiveMembers(tenant.groupToSync.id);
  for (const id of members.slice(100, 900)) tenant.updateUser(id, { city: `City ${round}` });
}

async function syncToEnd(): Promise<{ state: string; durationMs: number }> {
  const { code, stdout, stderr } = await installed.start("main", ["sync", "--json"]).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

function fateOf({ found, run, code }: Kill): string {
  if (!run) return "before the run was entered";
  if (found === "as before") return "before its rows were shown";
  return code === 0 ? "after it had ended" : "after its rows were shown, before it had ended";
}

function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}
