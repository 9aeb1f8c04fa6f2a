import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { program } from "./embedded-binaries.ts";
import { type EmbeddedPlace, socketDirectory } from "./embedded-place.ts";
import { isProcessAlive } from "./process-alive.ts";

/** Local only; sized for a laptop as for a small server. Durability (fsync, synchronous_commit) stays as it comes: on. */
const settings = `
# --- managed by Rollcall ---
listen_addresses = ''
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
jit = off
`;

type Answer = { succeeded: boolean; text: string };

/** Without the caller's PGPORT, PGDATA and the like, which mean another server. */
function environmentOfServer(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) if (name.startsWith("PG")) delete environment[name];
  return environment;
}

/** Runs one of PostgreSQL's programs as the server's account; never throws, the caller judges. */
export function run(place: EmbeddedPlace, name: "initdb" | "pg_ctl", parameters: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(program(place.binaries, name), parameters, {
      cwd: "/",
      env: environmentOfServer(),
      stdio: ["ignore", "pipe", "pipe"],
      ...place.account,
    });
    let text = "";
    const collect = (chunk: Buffer) => {
      text += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ succeeded: false, text: error.message }));
    child.on("close", (code) => resolve({ succeeded: code === 0, text: text.trim() }));
  });
}

/** Creates the cluster aside and renames it: of several processes one wins, the others throw their own away. */
export async function initialise(place: EmbeddedPlace): Promise<void> {
  const data = join(place.directory, "data");
  if (existsSync(join(data, "PG_VERSION"))) return refuseOtherVersion(place, data);
  dropUnfinished(place.directory);
  const unfinished = join(place.directory, `init.${process.pid}.${randomUUID()}`);
  const answer = await run(place, "initdb", [
    ...["-D", unfinished, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions"],
    // PostgreSQL's own C.UTF-8 and not the C locale, which knows upper and lower case for A to Z only: a search for
    // "иван" would have to read every row.
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ]);
  if (!answer.succeeded) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new AppError("database-unavailable", `PostgreSQL could not make its files in ${place.directory}.`, {
      cause: new Error(answer.text),
    });
  }
  appendFileSync(join(unfinished, "postgresql.conf"), settings);
  try {
    renameSync(unfinished, data);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function refuseOtherVersion(place: EmbeddedPlace, data: string): void {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  const ours = place.binaries.version.split(".")[0];
  if (found === ours) return;
  throw new AppError(
    "configuration",
    `${data} was made by PostgreSQL ${found}, this is PostgreSQL ${ours}: move that folder away and sync again, or serve it with PostgreSQL ${found} and set DATABASE_URL.`,
  );
}

/** Left by a process that was killed while it made a cluster. */
function dropUnfinished(directory: string): void {
  for (const name of readdirSync(directory)) {
    const pid = /^init\.(\d+)\./.exec(name)?.[1];
    if (pid && !isProcessAlive(Number(pid))) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/** `pg_ctl start`; a failure says nothing yet, another process may be starting the same server. */
export function launch(place: EmbeddedPlace): Promise<Answer> {
  const data = join(place.directory, "data");
  dropStaleLock(data);
  return run(place, "pg_ctl", [
    ...["-D", data, "-w", "-t", "60", "-s", "-l", join(place.directory, "log")],
    ...["-o", `-p 5432 -k '${socketDirectory(place)}'`, "start"],
  ]);
}

/**
 * A postmaster.pid left by a crash names a process that may be a zombie (a container without init) or somebody else by
 * now, and PostgreSQL would refuse to start. Every process of a server has the data folder as its working directory:
 * when none has, the file is stale. Elsewhere than on Linux PostgreSQL's own judgement has to do.
 */
function dropStaleLock(data: string): void {
  if (process.platform !== "linux" || !existsSync(join(data, "postmaster.pid"))) return;
  const home = realpathSync(data);
  const serves = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === home && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false;
    }
  };
  const alive = readdirSync("/proc").some((name) => /^\d+$/.test(name) && serves(name));
  if (!alive) rmSync(join(data, "postmaster.pid"), { force: true });
}
