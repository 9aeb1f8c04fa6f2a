import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { checkout } from "./machine.ts";
import { bareEnvironment, runMeasured } from "./measured-process.ts";
import type { Outcome } from "./results.ts";
import type { BenchTenant } from "./tenant.ts";

const script = join(checkout, "dist", "cli", "main.mjs");
const perform = promisify(execFile);

/** Rollcall as somebody installed it: the built command line with a data directory and an embedded database of its own. */
export type Installation = {
  databaseUrl: string;
  sync(options: readonly string[]): Promise<Outcome>;
  stop(): Promise<void>;
};

export type Place = { folder: string; tenant: BenchTenant; group: string; signal: AbortSignal };

/** Starts the database and applies the migrations, before anything is measured. An existing folder keeps its data. */
export async function startInstallation({ folder, tenant, group, signal }: Place): Promise<Installation> {
  makeFolder(folder);
  const environment = environmentOf({ folder, tenant, group });
  const command = async (...args: string[]) =>
    (
      await perform(process.execPath, [script, ...args], { cwd: folder, env: bareEnvironment(folder, environment) })
    ).stdout.trim();
  const databaseUrl = await command("db", "start");
  await command("migrate");
  return {
    databaseUrl,
    sync: (options) => measuredSync({ options, tenant, folder, environment, databaseUrl, signal }),
    stop: async () => {
      await command("db", "stop");
    },
  };
}

/** A folder that other accounts may enter: started by root, PostgreSQL runs as another one. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function environmentOf({ folder, tenant, group }: Omit<Place, "signal">): Record<string, string> {
  const { origin, tenantId, clientId, clientSecret } = tenant.address;
  return {
    // Set to nothing: a .env of whoever measures must not lead to their own database.
    DATABASE_URL: "",
    ROLLCALL_DATA_DIR: folder,
    MSGRAPH_TENANT_ID: tenantId,
    MSGRAPH_APPLICATION_ID: clientId,
    MSGRAPH_CLIENT_SECRET: clientSecret,
    MSGRAPH_LOGIN_ORIGIN: origin,
    MSGRAPH_GRAPH_ORIGIN: origin,
    MSGRAPH_GROUP_NAME_TO_SYNC: group,
  };
}

type SyncCall = {
  options: readonly string[];
  tenant: BenchTenant;
  folder: string;
  environment: Record<string, string>;
  databaseUrl: string;
  signal: AbortSignal;
};

async function measuredSync(call: SyncCall): Promise<Outcome> {
  const { options, tenant, folder, environment, databaseUrl, signal } = call;
  const [rowsBefore, countsBefore] = [await rowsWritten(databaseUrl), await tenant.counts()];
  const args = ["sync", "--json", ...options];
  const ended = await runMeasured({ script, args, environment, directory: folder, signal });
  if (ended.state === "failed")
    return { state: "failed", reason: `${ended.reason} ${ended.output}`.trim().slice(0, 400) };
  const { counts, durationMs } = JSON.parse(ended.output) as {
    counts: { created: number; updated: number; unchanged: number };
    durationMs: number;
  };
  const { seconds, cpuSeconds, peakBytes } = ended;
  return {
    state: "done",
    ...{ seconds, ownSeconds: durationMs / 1000, cpuSeconds, peakBytes },
    requests: (await tenant.counts()).requests - countsBefore.requests,
    people: counts.created + counts.updated + counts.unchanged,
    rowsWritten: (await rowsWritten(databaseUrl)) - rowsBefore,
  };
}

/** Rows written to the mirror so far, from PostgreSQL's own statistics; sessions report them at the latest when they end. */
async function rowsWritten(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ written: string }>(
      "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) AS written FROM pg_stat_user_tables WHERE relname LIKE 'microsoft\\_graph\\_%'",
    );
    return Number(rows[0]?.written ?? 0);
  } finally {
    await client.end();
  }
}
