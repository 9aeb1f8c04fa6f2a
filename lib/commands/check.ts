import type { Config } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import { readConfig } from "../config/read-config.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { databaseUnavailable } from "../db/database-error.ts";
import { prepareDatabase } from "../db/prepare.ts";
import { AppError, type ErrorReport, reportOf } from "../errors.ts";
import { missingRoles, probe, readOrganization } from "../graph/client/consent.ts";
import { createGraph, type GraphSession } from "../graph/client/graph.ts";
import { countTransitiveMembers } from "../graph/client/members.ts";
import type { Transport } from "../graph/client/transport.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { resolveScope } from "../graph/sync/scope.ts";
import { createLog } from "../log.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";

/** One thing the doctor looked at: what it found, or what to do. */
export type Finding =
  | { name: FindingName; ok: true; message: string }
  | { name: FindingName; ok: false; message: string; error: ErrorReport; cause: unknown };

export type FindingName =
  | "configuration"
  | "database"
  | "token"
  | "permissions"
  | "users"
  | "groups"
  | "organization"
  | "group to sync";

type CheckOptions = {
  environment: Environment;
  signal?: AbortSignal;
  /** For tests; without it requests go over the network. */
  transport?: Transport;
};

/**
 * Looks at everything a sync needs, one thing after the other, and goes on after a fault, so that one call shows all of
 * them. What cannot be asked because of an earlier fault is left out. Never throws for what it finds.
 */
export async function* check({ environment, signal, transport }: CheckOptions): AsyncGenerator<Finding> {
  const configuration = await look("configuration", async () => readConfiguration(environment));
  yield configuration.finding;
  const config = configuration.value;
  if (!config?.graph) return;

  const database = await look("database", () => lookAtDatabase(config));
  yield database.finding;
  try {
    yield* lookAtGraph(config, { db: database.value, signal, transport });
  } finally {
    await database.value?.close();
  }
}

async function* lookAtGraph(
  config: Config,
  { db, signal, transport }: { db?: Database; signal?: AbortSignal; transport?: Transport },
): AsyncGenerator<Finding> {
  if (!config.graph) return;
  const graph = createGraph({ config: config.graph, transport, log: createLog({ level: config.logLevel }) });
  const session = graph.session({ signal, longestWait: personWaits });
  // Asked anew: a token in store keeps the permissions of its hour.
  const token = await look("token", async () => {
    const { roles } = await session.token({ fresh: true });
    return { message: `${new URL(graph.origins.login).host} issued a token to the application.`, value: { roles } };
  });
  yield token.finding;
  if (!token.value) return;
  const { roles } = token.value;
  const permissions = await look("permissions", async () => lookAtPermissions(roles));
  yield permissions.finding;
  yield* lookAtProbes(session);
  if (db && permissions.finding.ok)
    yield (await look("group to sync", () => lookAtGroup(config, { db, session }))).finding;
}

type Look<Value> = { finding: Finding; value?: Value };

async function look<Value>(
  name: FindingName,
  work: () => Promise<{ message: string; value?: Value }>,
): Promise<Look<Value>> {
  try {
    const { message, value } = await work();
    return { finding: { name, ok: true, message }, value };
  } catch (error) {
    const report = reportOf(error);
    return { finding: { name, ok: false, message: report.message, error: report, cause: error } };
  }
}

/** A group may be chosen in the browser instead, so its absence is a fault of its own, found later. */
function readConfiguration(environment: Environment): { message: string; value: Config } {
  let value: Config;
  try {
    value = readConfig({ environment, needs: ["graph"] });
  } catch (error) {
    readConfig({ environment, needs: ["graph", "group"] });
    throw error;
  }
  const { tenantId, applicationId, credential, cloud } = value.graph ?? {};
  return {
    message: `Tenant ${tenantId}, application ${applicationId}, with a ${credential?.kind}, cloud ${cloud}.`,
    value,
  };
}

async function lookAtDatabase(config: Config): Promise<{ message: string; value: Database }> {
  const prepared = await prepareDatabase(config, { log: createLog({ level: config.logLevel }) });
  const db = openDatabase({ url: prepared.url, applicationName: "rollcall check", connections: 2 });
  try {
    const { rows } = await db.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const where = prepared.embedded ? "embedded" : "at DATABASE_URL";
    return { message: `PostgreSQL ${rows[0]?.version}, ${where}, every migration applied.`, value: db };
  } catch (error) {
    await db.close();
    throw databaseUnavailable(error);
  }
}

function lookAtPermissions(roles: string[] | undefined): { message: string } {
  // Entra does not promise that a token can be read; then the calls below decide.
  if (roles === undefined) return { message: "The token does not say what was granted; the calls below show it." };
  const missing = missingRoles(roles);
  if (missing.length === 0) return { message: `Granted: ${roles.join(", ")}.` };
  throw new AppError(
    "consent-missing",
    `The tenant has not granted ${missing.join(" and ")}: open Settings, Get consent, and have a Privileged Role Administrator approve.`,
  );
}

async function* lookAtProbes(session: GraphSession): AsyncGenerator<Finding> {
  const probes = await look("users", async () => ({ message: "asked", value: await probe(session) }));
  if (!probes.value) {
    yield probes.finding;
    return;
  }
  for (const { name, ok, error } of probes.value) {
    if (ok && name !== "organization") yield { name, ok, message: `Microsoft Graph lists ${name}.` };
    else if (ok) yield (await look(name, () => lookAtOrganization(session))).finding;
    else yield { name, ok, message: error?.message ?? "", error: error ?? reportOf(undefined), cause: undefined };
  }
}

async function lookAtOrganization(session: GraphSession): Promise<{ message: string }> {
  const { displayName, id } = await readOrganization(session);
  return { message: `The directory is "${displayName ?? ""}" (${id}).` };
}

/** Resolved as a run does it, so that the finding is what the next run would say. */
async function lookAtGroup(
  config: Config,
  { db, session }: { db: Database; session: GraphSession },
): Promise<{ message: string }> {
  const setting = (await effectiveSettings({ config, db })).groupToSync.value;
  const { group } = await resolveScope(db, session, { groupSetting: setting });
  if (!group) return { message: "Every user of the directory." };
  const members = await countTransitiveMembers(session, group.id);
  const size = members === undefined ? "" : `, ${members} members with those of nested groups`;
  return { message: `"${group.displayName ?? ""}" (${group.id})${size}.` };
}
