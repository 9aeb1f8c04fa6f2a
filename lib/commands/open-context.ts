import type { Config } from "../config/config.ts";
import { withEnvFile } from "../config/env-file.ts";
import { type Environment, type Need, readEnvironment } from "../config/environment.ts";
import { sessionSecret } from "../config/session-secret.ts";
import { type Context, createContext } from "../context.ts";
import { openDatabase } from "../db/database.ts";
import { type PreparedDatabase, prepareDatabase } from "../db/prepare.ts";
import { createLog } from "../log.ts";

export type OpenContext = {
  context: Context;
  prepared: PreparedDatabase;
  close(): Promise<void>;
};

export type ConfigOptions = {
  /** Usually process.env; `.env` of the working directory is added to it. */
  environment: Environment;
  needs?: Need[];
};

/**
 * The configuration of this process.
 *
 * @throws AppError `configuration` naming every variable that is missing or wrong
 */
export function readConfig({ environment, needs = [] }: ConfigOptions): Config {
  const complete = withEnvFile(environment);
  const config = readEnvironment(complete, { needs });
  if (config.web || !needs.includes("web")) return config;
  // Only outside production: there readEnvironment has refused a missing secret.
  return readEnvironment({ ...complete, NEXTAUTH_SECRET: sessionSecret(config) }, { needs });
}

/**
 * Everything a command needs, for one process: configuration, a prepared database (the embedded one is started, missing
 * migrations are applied) and Microsoft Graph, which is reached on first use.
 *
 * @param applicationName shows in pg_stat_activity
 * @throws AppError `configuration`, `database-unavailable`, `database-failed`
 */
export async function openContext({
  applicationName,
  ...options
}: ConfigOptions & { applicationName: string }): Promise<OpenContext> {
  const config = readConfig(options);
  const log = createLog({ level: config.logLevel });
  const prepared = await prepareDatabase(config, { log });
  const db = openDatabase({ url: prepared.url, applicationName });
  return { context: createContext({ config, db, log }), prepared, close: () => db.close() };
}
