import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueSync } from "../commands/sync.ts";
import { checkoutDirectory } from "../config/checkout.ts";
import { readEnvironment } from "../config/environment.ts";
import { createContext } from "../context.ts";
import { isProcessAlive } from "../db/process-alive.ts";
import { createLog } from "../log.ts";
import { until } from "../testing/child.ts";
import { changeDirectory, prepareDirectory } from "../testing/faults/directory-changes.ts";
import { type Installation, installation } from "../testing/installation.ts";
import { findMirror, newestRun, untilNobodyIsConnected } from "../testing/killed-run.ts";
import { mirrorDifferences, mirrorFingerprints } from "../testing/mirror-state.ts";
import { commandOf, familyOf, freePort } from "../testing/process-family.ts";

/** What is killed of web, worker and the process that holds both. The first one is killed in every test run. */
const victims = ["everything at once", "the worker", "the head of the tree", "the web server"] as const;

/** More for a night: ROLLCALL_KILL_ROUNDS=50 npx vitest run lib/cli/kill-tree.test.ts */
const rounds = Math.ceil(Number(process.env.ROLLCALL_KILL_ROUNDS ?? 1) / 6);
const minutes = 60_000;

const isBuilt = existsSync(join(checkoutDirectory(), ".next", "BUILD_ID"));
let installed: Installation;

beforeAll(async () => {
  installed = await installation({ people: 400, latency: { requestMs: 40 } });
  prepareDirectory(installed.tenant);
}, 2 * minutes);

afterAll(async () => {
  await installed.close();
  expect(installed.processes()).toEqual([]);
});

test
  .runIf(isBuilt && process.platform === "linux")
  .each(Array.from({ length: rounds }, (_, at) => ({ at, victim: victims[at % victims.length] ?? victims[0] })))(
  "a run of the worker loses nothing and shows nothing half-done when $victim is killed ($at)",
  async ({ at, victim }) => {
    if (at > 0) changeDirectory(installed.tenant, at);
    const before = await mirrorFingerprints(installed.db.pool);
    const family = await startTree();
    const { run } = await queued();
    await until(async () => (await newestRun(installed))?.state !== "queued", { what: "the run's beginning" });
    const delay = Math.round(Math.random() * 700);
    await pause(delay);
    const moment = `${victim}, ${delay} ms after the run had begun`;
    const doomed = membersOf(family, victim);
    expect(doomed, moment).not.toEqual([]);
    for (const pid of doomed) process.kill(pid, "SIGKILL");

    if (family[0] && isProcessAlive(family[0])) process.kill(family[0], "SIGTERM");
    const gone = () => !family.some(isProcessAlive) && !installed.processes().some(isOfRollcall);
    await until(gone, { seconds: 40, what: `the end of all processes (${moment})` });
    await untilNobodyIsConnected(installed);
    const found = await findMirror(installed, { before });
    expect(["as before", "as it should be"], moment).toContain(found);

    const { code, stderr } = await installed.start("main", ["sync", "--json"]).ended;
    expect({ code, stderr }, moment).toEqual({ code: 0, stderr: "" });
    expect(await mirrorDifferences(installed.db, installed.tenant), moment).toEqual([]);
    const ended = await installed.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run } });
    // Told politely to stop, a worker cancels its run; killed, it leaves the closing to whoever comes next.
    expect(found === "as before" ? ["failed", "cancelled"] : ["succeeded"], moment).toContain(ended.state);
    if (victim === "everything at once" && found === "as before") expect(ended.errorCode).toBe("run-interrupted");
  },
  3 * minutes,
);

/** Web and worker as `npm start` runs them. @returns the head's process id and those of everything it has started */
async function startTree(): Promise<number[]> {
  const port = String(await freePort());
  const { child } = installed.start("start", [], {
    environment: {
      NEXTAUTH_URL: `http://localhost:${port}`,
      NEXTAUTH_SECRET: "only this test knows this secret, which is long enough",
      PORT: port,
    },
  });
  const health = `http://127.0.0.1:${port}/api/health`;
  await until(() => hasWorker(health), { seconds: 90, what: "readiness" });
  return familyOf(child.pid ?? 0);
}

async function hasWorker(health: string): Promise<boolean> {
  try {
    return ((await (await fetch(health)).json()) as { worker?: boolean }).worker === true;
  } catch {
    return false;
  }
}

function membersOf(family: number[], victim: (typeof victims)[number]): number[] {
  if (victim === "everything at once") return family;
  if (victim === "the head of the tree") return family.slice(0, 1);
  const words = victim === "the worker" ? "main.mjs worker" : "next";
  return family.slice(1).filter((pid) => commandOf(pid).includes(words));
}

/** PostgreSQL serves on: it is nobody's child. */
function isOfRollcall(pid: number): boolean {
  return /\.mjs|next/.test(commandOf(pid));
}

async function queued(): Promise<{ run: number }> {
  const context = createContext({
    config: readEnvironment(installed.environment),
    db: installed.db,
    log: createLog({ level: "off" }),
  });
  const outcome = await queueSync(context, { requestedBy: "test" });
  if (outcome.state !== "queued") throw new Error(`The run was not queued: ${outcome.state}`);
  return outcome;
}
