import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startScript, until } from "../testing/child.ts";
import { embeddedStatus, startEmbedded, stopEmbedded } from "./embedded.ts";
import { type EmbeddedPlace, embeddedPlace, lineOfPidFile, socketDirectory } from "./embedded-place.ts";
import { isProcessAlive } from "./process-alive.ts";

let dataDirectory: string;
let place: EmbeddedPlace;

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), "rollcall-embedded-"));
  chmodSync(dataDirectory, 0o711);
  place = embeddedPlace({ dataDirectory, dataDirectoryGiven: true });
});

afterEach(async () => {
  await stopEmbedded(place);
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

const data = () => join(place.directory, "data");
const postmaster = () => Number(lineOfPidFile(data(), 1));

test("a server is started once, listens on no port, and is found again", async () => {
  const first = await startEmbedded(place);
  const second = await startEmbedded(place);
  expect(first.started).toBe(true);
  expect(second).toEqual({ url: first.url, started: false });
  expect(
    await ask(first.url, "SELECT current_database() AS name, current_setting('listen_addresses') AS ports"),
  ).toEqual([{ name: "rollcall", ports: "" }]);
});

test("the status tells absent, running and stopped apart", async () => {
  expect((await embeddedStatus(place)).state).toBe("absent");
  await startEmbedded(place);
  const running = await embeddedStatus(place);
  expect(running).toMatchObject({ state: "running", clients: 0, directory: place.directory });
  expect(isProcessAlive(running.pid ?? 0)).toBe(true);
  expect(await stopEmbedded(place)).toEqual({ state: "stopped" });
  expect((await embeddedStatus(place)).state).toBe("stopped");
  expect(await stopEmbedded(place)).toEqual({ state: "not-running" });
});

test("a server in use is left alone by who stops only an unused one", async () => {
  const { url } = await startEmbedded(place);
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  expect(await stopEmbedded(place, { onlyIfUnused: true })).toEqual({ state: "in-use", clients: 1 });
  await client.end();
  await until(async () => (await embeddedStatus(place)).clients === 0);
  expect(await stopEmbedded(place, { onlyIfUnused: true })).toEqual({ state: "stopped" });
});

test("of several processes that start at once one starts the server and all can use it", async () => {
  const script = `
    const { embeddedPlace } = await import("./lib/db/embedded-place.ts");
    const { startEmbedded } = await import("./lib/db/embedded.ts");
    const place = embeddedPlace({ dataDirectory: ${JSON.stringify(dataDirectory)}, dataDirectoryGiven: true });
    console.log(JSON.stringify(await startEmbedded(place)));`;
  const ended = await Promise.all([1, 2, 3, 4].map(() => startScript(script).ended));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(4).fill({ code: 0, stderr: "" }));
  const answers = ended.map(({ stdout }) => JSON.parse(stdout));
  expect(answers.filter(({ started }) => started)).toHaveLength(1);
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
});

test("what was committed is there after the server was killed", async () => {
  const { url } = await startEmbedded(place);
  await ask(url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
  const killed = postmaster();
  process.kill(killed, "SIGKILL");
  await until(() => !isProcessAlive(killed) || readFileSync(`/proc/${killed}/stat`, "utf8").includes(") Z "));
  expect((await startEmbedded(place)).started).toBe(true);
  expect(await ask(url, "SELECT count(*)::int AS rows FROM kept")).toEqual([{ rows: 1000 }]);
});

test("a lock file that names another living process does not keep the server from starting", async () => {
  await startEmbedded(place);
  const lock = readFileSync(join(data(), "postmaster.pid"), "utf8");
  await stopEmbedded(place);
  // This test's own process lives and is no PostgreSQL: the pid of a crashed server may be anybody's by now.
  writeFileSync(join(data(), "postmaster.pid"), lock.replace(/^\d+/, String(process.pid)));
  expect((await startEmbedded(place)).started).toBe(true);
});

test("files of another PostgreSQL version are refused and not touched", async () => {
  await startEmbedded(place);
  await stopEmbedded(place);
  writeFileSync(join(data(), "PG_VERSION"), "17\n");
  await expect(startEmbedded(place)).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining("was made by PostgreSQL 17, this is PostgreSQL 18"),
  });
});

test("a path that is too long for a socket gets a short socket, and works", async () => {
  const long = join(dataDirectory, "a".repeat(60), "b".repeat(60));
  mkdirSync(long, { recursive: true });
  const far = embeddedPlace({ dataDirectory: long, dataDirectoryGiven: true });
  try {
    const { url } = await startEmbedded(far);
    expect(url).not.toContain("aaaa");
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  } finally {
    const { directory } = far;
    expect(socketDirectory(far)).not.toBe(directory);
    await stopEmbedded(far);
    expect(existsSync(socketDirectory(far))).toBe(false);
  }
});
