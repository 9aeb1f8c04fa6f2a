import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../errors.ts";
import {
  type EmbeddedPlace,
  lineOfPidFile,
  makeDirectory,
  makeSocketDirectory,
  removeSocketDirectory,
  socketDirectory,
} from "./embedded-place.ts";
import { initialise, launch, run } from "./embedded-server.ts";

export type StartedEmbedded = {
  url: string;
  /** False when the server was running already. */
  started: boolean;
};

/** The address over the unix socket. Port and sslmode are said, or PGPORT and PGSSLMODE of the caller would apply. */
export function embeddedUrl(place: EmbeddedPlace, { database = "rollcall" }: { database?: string } = {}): string {
  const host = encodeURIComponent(socketDirectory(place));
  return `postgresql://postgres@localhost:5432/${encodeURIComponent(database)}?host=${host}&sslmode=disable`;
}

/**
 * Makes sure that the server runs and has the database. Any number of processes may call it at once: whoever comes
 * first makes and starts the server, everybody connects. The server outlives its starter.
 *
 * @throws AppError `database-unavailable` when it does not start; its log is named.
 */
export async function startEmbedded(
  place: EmbeddedPlace,
  { database = "rollcall" }: { database?: string } = {},
): Promise<StartedEmbedded> {
  const url = embeddedUrl(place, { database });
  if ((await reach(place, database)) === "ready") return { url, started: false };
  makeDirectory(place);
  makeSocketDirectory(place);
  await initialise(place);
  const started = await startServer(place);
  await createDatabase(place, database);
  return { url, started };
}

async function startServer(place: EmbeddedPlace): Promise<boolean> {
  let last = "";
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const answer = await launch(place);
    // Readiness is a real connection: after a kill -9 `pg_ctl status` believes a dead process.
    if ((await reach(place, "postgres")) === "ready") return answer.succeeded;
    last = answer.text;
    await pause(250);
  }
  throw new AppError("database-unavailable", `PostgreSQL did not start, see ${join(place.directory, "log")}.`, {
    cause: new Error(last),
  });
}

type Reach = "ready" | "no-database" | "no-server";

async function reach(place: EmbeddedPlace, database: string): Promise<Reach> {
  const client = clientOf(place, database);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return "ready";
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EACCES") {
      throw new AppError(
        "configuration",
        `The database in ${place.directory} belongs to another account: run this as that account or as root, or choose another ROLLCALL_DATA_DIR.`,
        { cause: error },
      );
    }
    return code === "3D000" ? "no-database" : "no-server";
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(place: EmbeddedPlace, database: string): Promise<void> {
  if ((await reach(place, database)) === "ready") return;
  const client = clientOf(place, "postgres");
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04: it is there by now; 23505: two created it in the same moment.
    if (!["42P04", "23505"].includes((error as pg.DatabaseError).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

/** Drops a database of the running server with everything in it, whoever is connected. */
export async function dropEmbeddedDatabase(place: EmbeddedPlace, { database }: { database: string }): Promise<void> {
  const client = clientOf(place, "postgres");
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

function clientOf(place: EmbeddedPlace, database: string): pg.Client {
  const client = new pg.Client({
    connectionString: embeddedUrl(place, { database }),
    connectionTimeoutMillis: 3000,
    application_name: "rollcall supervisor",
  });
  // A server that goes away while we ask is an answer, not an event that ends the process.
  client.on("error", () => {});
  return client;
}

export type StoppedEmbedded = { state: "stopped" | "not-running" } | { state: "in-use"; clients: number };

/**
 * Stops the server and waits for its end.
 *
 * @param onlyIfUnused leaves it alone while another process is connected
 */
export async function stopEmbedded(
  place: EmbeddedPlace,
  { onlyIfUnused = false }: { onlyIfUnused?: boolean } = {},
): Promise<StoppedEmbedded> {
  let clients = await connectedClients(place);
  // Who has just hung up is counted for a moment more.
  for (let attempt = 0; onlyIfUnused && clients !== undefined && clients > 0 && attempt < 8; attempt += 1) {
    await pause(250);
    clients = await connectedClients(place);
  }
  if (clients === undefined) return { state: "not-running" };
  if (onlyIfUnused && clients > 0) return { state: "in-use", clients };
  const answer = await run(place, "pg_ctl", ["-D", join(place.directory, "data"), "-m", "fast", "-w", "-s", "stop"]);
  if (!answer.succeeded && (await connectedClients(place)) !== undefined) {
    throw new AppError("database-failed", `PostgreSQL in ${place.directory} did not stop.`, {
      cause: new Error(answer.text),
    });
  }
  removeSocketDirectory(place);
  return { state: "stopped" };
}

/** Undefined when the server does not run. */
async function connectedClients(place: EmbeddedPlace): Promise<number | undefined> {
  if ((await reach(place, "postgres")) !== "ready") return undefined;
  const client = clientOf(place, "postgres");
  await client.connect();
  try {
    const { rows } = await client.query<{ clients: number }>(
      "SELECT count(*)::int AS clients FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows[0]?.clients ?? 0;
  } finally {
    await client.end();
  }
}

export type EmbeddedStatus = {
  state: "running" | "stopped" | "absent";
  version: string;
  directory: string;
  binaries: string;
  movedFrom?: string;
  pid?: number;
  clients?: number;
};

export async function embeddedStatus(place: EmbeddedPlace): Promise<EmbeddedStatus> {
  const { directory, movedFrom } = place;
  const data = join(directory, "data");
  const about = { version: place.binaries.version, directory, binaries: place.binaries.directory, movedFrom };
  const clients = await connectedClients(place);
  if (clients !== undefined) return { state: "running", ...about, pid: Number(lineOfPidFile(data, 1)), clients };
  return { state: existsSync(data) ? "stopped" : "absent", ...about };
}
