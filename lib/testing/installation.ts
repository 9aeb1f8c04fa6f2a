import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkoutDirectory } from "../config/checkout.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { startEmbedded, stopEmbedded } from "../db/embedded.ts";
import { type EmbeddedPlace, embeddedPlace, lineOfPidFile } from "../db/embedded-place.ts";
import { serveTenant } from "../tenant/serve.ts";
import { createTenant, type Tenant, type TenantOptions } from "../tenant/tenant.ts";
import { type EndedChild, endOf } from "./child.ts";

export type Started = { child: ChildProcess; ended: Promise<EndedChild> };

/** The built program in processes of its own, with an embedded database in a folder of its own. */
export type Installation = {
  tenant: Tenant;
  db: Database;
  environment: NodeJS.ProcessEnv;
  /** Starts one of the built programs, such as `main` (the command line) or `start` (web and worker). */
  start(program: "main" | "start", args: string[], options?: { environment?: Record<string, string> }): Started;
  /** Process id of the running PostgreSQL server. */
  databasePid(): number;
  startDatabase(): Promise<void>;
  /** Processes whose working directory is the installation's folder or below it: its commands and its database. */
  processes(): number[];
  close(): Promise<void>;
};

/** Installs the program for a demo tenant that is served over HTTP. The mirror is empty and has all migrations. */
export async function installation(options: TenantOptions): Promise<Installation> {
  const checkout = checkoutDirectory();
  execFileSync(process.execPath, [join(checkout, "scripts", "build-cli.mjs")]);
  const folder = mkdtempSync(join(tmpdir(), "rollcall-installation-"));
  chmodSync(folder, 0o711);
  const dataDirectory = join(folder, "data");
  const place = embeddedPlace({ dataDirectory, dataDirectoryGiven: true });
  const tenant = createTenant({ consent: "granted", ...options });
  const served = await serveTenant(tenant);
  const environment: NodeJS.ProcessEnv = {
    // Nothing of the machine's own environment but what programs need.
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
    MSGRAPH_LOGIN_ORIGIN: served.origin,
    MSGRAPH_GRAPH_ORIGIN: served.origin,
    ROLLCALL_DATA_DIR: dataDirectory,
    NODE_ENV: "production",
  };
  const start: Installation["start"] = (program, args, more = {}) => {
    const child = spawn(process.execPath, [join(checkout, "dist", "cli", `${program}.mjs`), ...args], {
      cwd: folder,
      env: { ...environment, ...more.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, ended: endOf(child) };
  };
  const migrated = await start("main", ["migrate"]).ended;
  if (migrated.code !== 0) throw new Error(`The installation could not be made: ${migrated.stderr}`);
  const { url } = await startEmbedded(place);
  const db = openDatabase({ url, applicationName: "rollcall test" });
  return {
    tenant,
    db,
    environment,
    start,
    databasePid: () => databasePidOf(place),
    startDatabase: async () => void (await startEmbedded(place)),
    processes: () => processesIn(folder),
    async close() {
      await db.close();
      await stopEmbedded(place);
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function databasePidOf({ directory }: EmbeddedPlace): number {
  return Number(lineOfPidFile(join(directory, "data"), 1));
}

function processesIn(folder: string): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) ? [Number(pid)] : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}
