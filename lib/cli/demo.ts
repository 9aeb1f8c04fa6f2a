import { join } from "node:path";
import { parseArgs } from "node:util";
import { openContext } from "../commands/open-context.ts";
import { checkoutDirectory } from "../config/checkout.ts";
import { type Environment, readEnvironment, variableNames } from "../config/environment.ts";
import { sessionSecret } from "../config/session-secret.ts";
import { dropEmbeddedDatabase, startEmbedded, stopEmbedded } from "../db/embedded.ts";
import { type EmbeddedPlace, embeddedPlace } from "../db/embedded-place.ts";
import { AppError } from "../errors.ts";
import { serveTenant } from "../tenant/serve.ts";
import { createTenant, type Tenant } from "../tenant/tenant.ts";
import { runCommandLine } from "./command-line.ts";
import { sayWhereItLives } from "./database-command.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine } from "./print.ts";
import { runTree } from "./process-tree.ts";
import { webBranch, workerBranch } from "./web-and-worker.ts";

type DemoOptions = { people: number; fresh: boolean };

/**
 * What `npm run demo` does after the build: the whole product on a database of its own, against a demo tenant, until
 * Ctrl-C. `--fresh` begins with an empty database and without consent; `--people N` sets the size of the directory.
 *
 * @throws AppError `usage`, `configuration`, `database-unavailable`
 */
export async function demo(argv: string[]): Promise<ExitCode> {
  const options = readOptions(argv);
  const dataDirectory = join(checkoutDirectory(), ".rollcall");
  const port = readEnvironment({ PORT: process.env.PORT }).port;
  const place = embeddedPlace({ dataDirectory, dataDirectoryGiven: false, name: "demo" });
  sayWhereItLives(place);
  return await interruptible(async (signal) => {
    const databaseUrl = await openDemoDatabase(place, options);
    const url = `http://localhost:${port}`;
    const tenant = createTenant({
      people: options.people,
      consent: options.fresh ? "none" : "granted",
      redirectUris: [`${url}/api/auth/callback/azure-ad`, `${url}/consent/callback`],
    });
    const served = await serveTenant(tenant);
    const environment = demoEnvironment(tenant, {
      ...{ NEXTAUTH_URL: url, PORT: String(port), NEXTAUTH_SECRET: sessionSecret({ dataDirectory }) },
      ...{ DATABASE_URL: databaseUrl, MSGRAPH_LOGIN_ORIGIN: served.origin, MSGRAPH_GRAPH_ORIGIN: served.origin },
    });
    try {
      if (!options.fresh) await fillOnce(environment, { signal });
      return await runUntilStopped(environment, { port, url, tenantOrigin: served.origin, options, signal });
    } finally {
      await served.close();
      await stopEmbedded(place, { onlyIfUnused: true });
    }
  });
}

function readOptions(argv: string[]): DemoOptions {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { people: { type: "string", default: "300" }, fresh: { type: "boolean", default: false } },
    });
    const people = Number(values.people);
    if (!Number.isInteger(people) || people < 1) throw new TypeError("--people must be a whole number above 0.");
    return { people, fresh: values.fresh };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("usage", `${words} Usage: npm run demo -- [--people N] [--fresh]`, { cause });
  }
}

/** A database for each size of the directory: another size is another directory, whose people must not mix. */
async function openDemoDatabase(place: EmbeddedPlace, { people, fresh }: DemoOptions): Promise<string> {
  const database = `rollcall_demo_${people}`;
  if (fresh) {
    await startEmbedded(place, { database: "postgres" });
    await dropEmbeddedDatabase(place, { database });
  }
  return (await startEmbedded(place, { database })).url;
}

/** Nothing of a real installation's settings gets in, be it from the environment or from .env: unset ones are blank. */
function demoEnvironment(tenant: Tenant, own: Environment): Environment {
  return {
    ...process.env,
    ...Object.fromEntries(variableNames.map((name) => [name, ""])),
    ROLLCALL_LOG: process.env.ROLLCALL_LOG,
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
    ...own,
  };
}

/** People are there when the page opens: the first start copies them, with the command a person would use. */
async function fillOnce(environment: Environment, { signal }: { signal: AbortSignal }): Promise<void> {
  const { context, close } = await openContext({ environment, applicationName: "rollcall demo" });
  const done = await context.db.prisma.syncRun.count({ where: { state: "succeeded" } }).finally(close);
  if (done === 0 && !signal.aborted) await runCommandLine(["sync"], { environment });
}

async function runUntilStopped(
  environment: Environment,
  {
    port,
    url,
    tenantOrigin,
    options: { fresh },
    signal,
  }: { port: number; url: string; tenantOrigin: string; options: DemoOptions; signal: AbortSignal },
): Promise<ExitCode> {
  const greeting = [
    "",
    `  Rollcall     ${url}`,
    "  Sign in as   Ada Quill, the demo administrator; the page offers others too",
    ...(fresh ? ["  Begin with   Settings, Microsoft Graph, Get consent; then Sync now"] : []),
    `  Demo tenant  ${tenantOrigin}`,
    "",
    "  Ctrl-C stops all of it.",
    "",
  ];
  const web = await webBranch({
    environment,
    port,
    // Invented people, and a sign-in page that lets anybody be anyone: for this machine alone.
    host: "127.0.0.1",
    onReady: () => void writeDataLine(greeting.join("\n")),
  });
  const outcome = await runTree([web, workerBranch({ environment })], { signal });
  return outcome === "stopped" ? exitCode.done : exitCode.failed;
}
