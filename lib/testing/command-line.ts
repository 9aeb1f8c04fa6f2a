import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serveTenant } from "../tenant/serve.ts";
import { createTenant, type Tenant, type TenantOptions } from "../tenant/tenant.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const main = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

export type Finished = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** Undefined takes a variable out of what the command would otherwise be given. */
export type Variables = Record<string, string | undefined>;

export type CommandLine = {
  tenant: Tenant;
  database: TestDatabase;
  /** The working directory of the commands, empty at first. */
  folder: string;
  /** What a command finds in its environment unless told otherwise. */
  environment: Record<string, string>;
  run(args: string[], options?: { environment?: Variables }): Promise<Finished>;
  /** For a command that is to be interrupted, or whose pipes are to be closed. */
  start(args: string[], options?: { environment?: Variables }): { child: ChildProcess; finished: Promise<Finished> };
  close(): Promise<void>;
};

/**
 * The real command line in processes of its own, against a demo tenant over HTTP and a database of its own: what a
 * person or a script gets, exit status and streams included.
 */
export async function commandLine(options: TenantOptions = {}): Promise<CommandLine> {
  const tenant = createTenant({ people: 40, consent: "granted", ...options });
  const [served, database] = await Promise.all([serveTenant(tenant), testDatabase()]);
  const folder = mkdtempSync(join(tmpdir(), "rollcall-command-"));
  const environment = {
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
    MSGRAPH_LOGIN_ORIGIN: served.origin,
    MSGRAPH_GRAPH_ORIGIN: served.origin,
    DATABASE_URL: database.url,
  };
  const secrets = [tenant.clientSecret];
  const start: CommandLine["start"] = (args, { environment: changes = {} } = {}) => {
    const child = spawn(process.execPath, ["--import", tsx, main, ...args], {
      cwd: folder,
      // Nothing of the machine's own environment but what programs need.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "test", ...environment, ...changes },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, finished: finish(child, { secrets }) };
  };
  return {
    tenant,
    database,
    folder,
    environment,
    start,
    run: (args, runOptions) => start(args, runOptions).finished,
    async close() {
      await served.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every command of every test is watched: none of its words may be a secret. */
function finish(child: ChildProcess, { secrets }: { secrets: string[] }): Promise<Finished> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((settle, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => {
      const told = secrets.some((secret) => texts.stdout.includes(secret) || texts.stderr.includes(secret));
      if (told) fail(new Error("The command printed a secret."));
      else settle({ code, signal, ...texts });
    });
  });
}
