import type { Actor } from "../audit/model.ts";
import { type ConfigOptions, readConfig } from "../config/read-config.ts";
import { type ActingContext, createContext } from "../context.ts";
import { openDatabase } from "../db/database.ts";
import { type PreparedDatabase, prepareDatabase } from "../db/prepare.ts";
import { createLog } from "../log.ts";

export type OpenContext = {
  context: ActingContext;
  prepared: PreparedDatabase;
  close(): Promise<void>;
};

/**
 * Everything a command needs, for one process: configuration, a prepared database (the embedded one is started, missing
 * migrations are applied) and Microsoft Graph, which is reached on first use.
 *
 * @param applicationName shows in pg_stat_activity
 * @param actor whom the audit log names; a process that acts for nobody is named itself
 * @throws AppError `configuration`, `database-unavailable`, `database-failed`
 */
export async function openContext({
  applicationName,
  actor = { name: applicationName },
  ...options
}: ConfigOptions & { applicationName: string; actor?: Actor }): Promise<OpenContext> {
  const config = readConfig(options);
  const log = createLog({ level: config.logLevel });
  const prepared = await prepareDatabase(config, { log });
  const db = openDatabase({ url: prepared.url, applicationName });
  return { context: createContext({ config, db, log, actor }), prepared, close: () => db.close() };
}
