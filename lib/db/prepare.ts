import pg from "pg";
import type { Config } from "../config/config.ts";
import type { Log } from "../log.ts";
import { databaseUnavailable } from "./database-error.ts";
import { startEmbedded } from "./embedded.ts";
import { type EmbeddedPlace, embeddedPlace } from "./embedded-place.ts";
import { applyMigrations, missingMigrations } from "./migrations.ts";

export type PreparedDatabase = {
  url: string;
  /** Undefined when DATABASE_URL names a server of somebody's own. */
  place?: EmbeddedPlace;
  embedded: boolean;
  /** True when this call started the embedded server. */
  started: boolean;
  /** Names of the migrations this call applied. */
  applied: string[];
};

/**
 * Makes the database ready to use: starts the embedded PostgreSQL when DATABASE_URL is unset, and applies the
 * migrations it lacks. Cheap when there is nothing to do (one connection, one query), and safe to call from several
 * processes at once.
 *
 * @throws AppError `configuration`, `database-unavailable` or `database-failed`; none names an address or a password
 */
export async function prepareDatabase(
  config: Pick<Config, "databaseUrl" | "dataDirectory" | "dataDirectoryGiven">,
  { log }: { log: Log },
): Promise<PreparedDatabase> {
  const server = config.databaseUrl
    ? { url: config.databaseUrl, embedded: false, started: false }
    : await prepareEmbedded(config);
  const missing = await whatIsMissing(server.url);
  if (missing.length === 0) return { ...server, applied: [] };
  const applied = await applyMigrations({ url: server.url });
  for (const migration of applied) log.info("migration applied", { migration });
  return { ...server, applied };
}

async function prepareEmbedded(config: Pick<Config, "dataDirectory" | "dataDirectoryGiven">) {
  const place = embeddedPlace(config);
  return { ...(await startEmbedded(place)), embedded: true, place };
}

async function whatIsMissing(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return await missingMigrations(client);
  } catch (error) {
    throw databaseUnavailable(error);
  } finally {
    await client.end().catch(() => {});
  }
}
