import { withEnvFile } from "../config/env-file.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { embeddedStatus, startEmbedded, stopEmbedded } from "../db/embedded.ts";
import { type EmbeddedPlace, embeddedPlace } from "../db/embedded-place.ts";
import { prepareDatabase } from "../db/prepare.ts";
import { AppError } from "../errors.ts";
import { createLog } from "../log.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { writeDataLine, writeNotice } from "./print.ts";

/**
 * The commands `rollcall db start|stop|status` on the embedded PostgreSQL.
 *
 * @throws AppError `usage` when DATABASE_URL names a server that is not ours to start or stop
 */
export async function databaseCommand(
  action: "start" | "stop" | "status",
  { environment }: { environment: Environment },
): Promise<ExitCode> {
  const config = readEnvironment(withEnvFile(environment));
  if (config.databaseUrl) {
    throw new AppError(
      "usage",
      `DATABASE_URL is set: the database is not Rollcall's own, so there is nothing to ${action}.`,
    );
  }
  const place = embeddedPlace(config);
  if (action === "start") await start(place);
  else if (action === "stop") await stop(place);
  else await status(place);
  return exitCode.done;
}

async function start(place: EmbeddedPlace): Promise<void> {
  sayWhereItLives(place);
  const { url } = await startEmbedded(place);
  await writeDataLine(url);
}

async function stop(place: EmbeddedPlace): Promise<void> {
  const { state } = await stopEmbedded(place);
  await writeDataLine(state === "stopped" ? "stopped" : "was not running");
}

async function status(place: EmbeddedPlace): Promise<void> {
  const { state, pid, clients, version, directory, binaries, movedFrom } = await embeddedStatus(place);
  const lines = [
    `state      ${state}${state === "running" ? ` (process ${pid}, ${clients} connected)` : ""}`,
    `version    PostgreSQL ${version.replace(/-.*/, "")}`,
    `database   ${directory}`,
    `programs   ${binaries}`,
    ...(movedFrom ? [`instead of ${movedFrom}, which the account of PostgreSQL cannot enter`] : []),
  ];
  await writeDataLine(lines.join("\n"));
}

/** A database that is not where one would look for it is worth a word whenever it is started. */
export function sayWhereItLives({ directory, movedFrom }: EmbeddedPlace): void {
  if (!movedFrom) return;
  writeNotice(`The database is in ${directory}, because the account of PostgreSQL cannot enter ${movedFrom}.`);
}

/**
 * The command `rollcall migrate`: applies the migrations the database lacks, and says which.
 *
 * @throws AppError `database-unavailable`, `database-failed`
 */
export async function migrateCommand({ environment }: { environment: Environment }): Promise<ExitCode> {
  const config = readEnvironment(withEnvFile(environment));
  const { applied } = await prepareDatabase(config, { log: createLog({ level: config.logLevel }) });
  await writeDataLine(applied.length > 0 ? applied.join("\n") : "nothing to apply");
  return exitCode.done;
}
