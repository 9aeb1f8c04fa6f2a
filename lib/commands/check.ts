import type { Config, GraphConfig } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import { readConfig } from "../config/read-config.ts";
import { consentIsSpreading } from "../consent/spreading.ts";
import type { Context } from "../context.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { databaseUnavailable } from "../db/database-error.ts";
import { prepareDatabase } from "../db/prepare.ts";
import { createGraph, type Graph } from "../graph/client/graph.ts";
import type { Transport } from "../graph/client/transport.ts";
import { personWaits, sleep as realSleep } from "../graph/client/waiting.ts";
import { createLog } from "../log.ts";
import { type Finding, look, type Seen, type Waiting } from "./check-finding.ts";
import { lookAtGrants } from "./check-grants.ts";
import { lookAtGroup } from "./check-group.ts";
import { lookAtClock, lookAtCredential, lookAtRedirectUris } from "./check-surroundings.ts";

type CheckOptions = {
  signal?: AbortSignal;
  /** Waits for a consent that may be spreading, whether or not one was given through Rollcall. */
  waits?: boolean;
  /** For tests: the clock, the pauses, and the way to our own address. */
  now?: () => Date;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  asked?: typeof fetch;
};

/**
 * Looks at everything a sync needs, one thing after the other, and goes on after a fault, so that one call shows all of
 * them. What cannot be asked because of an earlier fault is left out. Never throws for what it finds.
 *
 * @param options `transport` is for tests; without it requests go over the network.
 */
export async function* check({
  environment,
  transport,
  ...options
}: CheckOptions & { environment: Environment; transport?: Transport }): AsyncGenerator<Finding | Waiting> {
  const configuration = await look("configuration", {
    graph: undefined,
    work: async () => readConfiguration(environment),
  });
  yield configuration.finding;
  const config = configuration.value;
  if (!config?.graph) return;
  const database = await look("database", { graph: config.graph, work: () => openPrepared(config) });
  yield database.finding;
  const log = createLog({ level: config.logLevel });
  try {
    const graph = createGraph({ config: config.graph, transport, log, now: options.now });
    yield* lookOutside({ config, graphConfig: config.graph, graph, db: database.value }, options);
  } finally {
    await database.value?.close();
  }
}

/** The same for a process that is at work already, with its own configuration, database and connection to Microsoft. */
export async function* checkHere(
  context: Pick<Context, "config" | "db" | "graph" | "now">,
  options: CheckOptions = {},
): AsyncGenerator<Finding | Waiting> {
  const { config, db } = context;
  const configuration = await look("configuration", {
    graph: config.graph,
    work: async () => ({ message: registrationWords(config), value: { graph: context.graph } }),
  });
  yield configuration.finding;
  if (!config.graph || !configuration.value) return;
  yield (await look("database", { graph: config.graph, work: () => versionOf(db, config) })).finding;
  const { graph } = configuration.value;
  yield* lookOutside({ config, graphConfig: config.graph, graph, db }, { now: context.now, ...options });
}

type Patient = { config: Config; graphConfig: GraphConfig; graph: Graph; db: Database | undefined };

async function* lookOutside(
  { config, graphConfig, graph, db }: Patient,
  { signal, waits = false, now = () => new Date(), sleep = realSleep, asked = fetch }: CheckOptions,
): AsyncGenerator<Finding | Waiting> {
  const session = graph.session({ signal, longestWait: personWaits });
  const seen = async (name: "credential" | "clock", work: () => Promise<Seen>) =>
    (await look(name, { graph: graphConfig, work })).finding;
  yield await seen("credential", () => lookAtCredential({ config, db, now }));
  yield await seen("clock", () => lookAtClock(graph, session));
  const grants = yield* lookAtGrants(session, {
    graph: graphConfig,
    isFresh: async () => waits || (db !== undefined && (await consentIsSpreading({ db }, { now: now() }))),
    sleep: (milliseconds) => sleep(milliseconds, signal),
  });
  if (db && grants.areGranted) yield* lookAtGroup(session, { config, db, roles: grants.roles });
  const { web } = config;
  if (web) yield* lookAtRedirectUris(session, { graph, config: graphConfig, web, asked });
}

/** A group may be chosen in the browser instead, so its absence is a fault of its own, found later. */
function readConfiguration(environment: Environment): Seen<Config> {
  let value: Config;
  try {
    value = readConfig({ environment, needs: ["graph"] });
  } catch (error) {
    readConfig({ environment, needs: ["graph", "group"] });
    throw error;
  }
  return { message: registrationWords(value), value };
}

function registrationWords({ graph }: Config): string {
  const { tenantId, applicationId, credential, cloud } = graph ?? {};
  return `Tenant ${tenantId}, application ${applicationId}, with a ${credential?.kind}, cloud ${cloud}.`;
}

async function openPrepared(config: Config): Promise<Seen<Database>> {
  const { url } = await prepareDatabase(config, { log: createLog({ level: config.logLevel }) });
  const db = openDatabase({ url, applicationName: "rollcall check", connections: 2 });
  try {
    return { ...(await versionOf(db, config)), value: db };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function versionOf(db: Database, { databaseUrl }: Config): Promise<Seen> {
  try {
    const { rows } = await db.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const where = databaseUrl === undefined ? "embedded" : "at DATABASE_URL";
    return { message: `PostgreSQL ${rows[0]?.version}, ${where}, every migration applied.` };
  } catch (error) {
    throw databaseUnavailable(error);
  }
}
