import { existsSync } from "node:fs";
import type { Actor } from "../audit/model.ts";
import type { Config } from "../config/config.ts";
import { type ConfigOptions, readConfig } from "../config/read-config.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { embeddedStatus } from "../db/embedded.ts";
import { embeddedPlace } from "../db/embedded-place.ts";
import { prepareDatabase } from "../db/prepare.ts";
import { AppError, reportOf } from "../errors.ts";
import { createGraph } from "../graph/client/graph.ts";
import { createLog, type Log } from "../log.ts";
import type { LiveContext } from "./live-export.ts";

/**
 * Microsoft Graph, for what needs no database; and the database all the same where this installation has one, because it
 * knows what is left out and keeps the audit log. None is made for it, and one that cannot be reached stops nothing: whoever
 * may read the credential can ask Graph without us as well.
 *
 * @throws AppError `configuration` naming every variable that is missing or wrong.
 */
export async function openLive({
  environment,
  applicationName,
  actor,
}: Pick<ConfigOptions, "environment"> & { applicationName: string; actor: Actor }): Promise<{
  context: LiveContext;
  close(): Promise<void>;
}> {
  const config = readConfig({ environment, needs: ["graph"] });
  if (!config.graph) throw new AppError("configuration", "Microsoft Graph is not configured.");
  const log = createLog({ level: config.logLevel });
  const graph = createGraph({ config: config.graph, log });
  const db = await databaseIfThere(config, { log, applicationName });
  return {
    context: { config, graph, log, actor, now: () => new Date(), db },
    close: async () => db?.close(),
  };
}

async function databaseIfThere(
  config: Config,
  { log, applicationName }: { log: Log; applicationName: string },
): Promise<Database | undefined> {
  try {
    if (!config.databaseUrl && !(await hasEmbedded(config))) return undefined;
    const { url } = await prepareDatabase(config, { log });
    return openDatabase({ url, applicationName });
  } catch (error) {
    log.error("this download will be missing in the audit log", { code: reportOf(error).code });
    return undefined;
  }
}

/** Whether there is an embedded database; asking for its place would make the data directory. */
async function hasEmbedded(config: Config): Promise<boolean> {
  if (!existsSync(config.dataDirectory)) return false;
  return (await embeddedStatus(embeddedPlace(config))).state !== "absent";
}
