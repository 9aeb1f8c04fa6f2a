import type { Config } from "../config/config.ts";
import { withEnvFile } from "../config/env-file.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { stopEmbedded } from "../db/embedded.ts";
import { type PreparedDatabase, prepareDatabase } from "../db/prepare.ts";
import { AppError } from "../errors.ts";
import { createLog } from "../log.ts";
import { sayWhereItLives } from "./database-command.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine, writeNotice } from "./print.ts";
import { runTree } from "./process-tree.ts";
import { webBranch, workerBranch } from "./web-and-worker.ts";
import { ownsDatabaseVariable } from "./worker.ts";

/**
 * What `npm start` does: database, migrations, the web server and a worker in one process tree, until SIGTERM or SIGINT.
 *
 * @throws AppError `configuration` naming everything that is missing or wrong; `database-failed` of a migration
 */
export async function start({ environment }: { environment: Environment }): Promise<ExitCode> {
  const complete: Environment = { ...withEnvFile(environment), NODE_ENV: "production" };
  const config = readStartConfig(complete);
  const prepared = await prepareOrGoOn(config);
  const place = prepared?.place;
  if (place) sayWhereItLives(place);
  const childEnvironment = { ...complete, ...(prepared?.started ? { [ownsDatabaseVariable]: "yes" } : {}) };
  const web = await webBranch({
    environment: childEnvironment,
    port: config.port,
    onReady: () => void writeDataLine(`Rollcall answers at ${config.web?.url}`),
  });
  const worker = config.workerInProcessTree ? [workerBranch({ environment: childEnvironment })] : [];
  try {
    const outcome = await interruptible((signal) => runTree([web, ...worker], { signal }));
    return outcome === "stopped" ? exitCode.done : exitCode.failed;
  } finally {
    // Only a server that this tree started, and only when no command of somebody else is using it.
    if (place && prepared?.started) await stopEmbedded(place, { onlyIfUnused: true });
  }
}

function readStartConfig(environment: Environment): Config {
  try {
    return readEnvironment(environment, { needs: ["graph", "web"] });
  } catch {
    // The group may also be named in the browser. But who is told what is missing shall be told all of it.
    return readEnvironment(environment, { needs: ["graph", "group", "web"] });
  }
}

/** A database of somebody else's may come later: the pages then say that it is not there, and the worker tries again. */
async function prepareOrGoOn(config: Config): Promise<PreparedDatabase | undefined> {
  try {
    return await prepareDatabase(config, { log: createLog({ level: config.logLevel }) });
  } catch (error) {
    if (!config.databaseUrl || !(error instanceof AppError) || error.code !== "database-unavailable") throw error;
    writeNotice(`${error.message} Rollcall starts anyway and goes on trying.`);
    return undefined;
  }
}
