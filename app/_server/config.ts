import type { Config, WebConfig } from "#lib/config/config.ts";
import { readEnvironment } from "#lib/config/environment.ts";
import { sessionSecret } from "#lib/config/session-secret.ts";
import { AppError } from "#lib/errors.ts";

export type ServerConfig = Config & { web: WebConfig };

let read: ServerConfig | undefined;

/**
 * The configuration as gates and the proxy need it: without a database, so that a visitor can be refused without one.
 *
 * @throws AppError `configuration` naming every variable that is missing or wrong.
 */
export function serverConfig(): ServerConfig {
  read ??= readServerConfig();
  return read;
}

function readServerConfig(): ServerConfig {
  const config = readEnvironment(process.env, { needs: ["web"] });
  const { web } = config.web
    ? config
    : readEnvironment({ ...process.env, NEXTAUTH_SECRET: sessionSecret(config) }, { needs: ["web"] });
  if (!web) throw new AppError("configuration", "NEXTAUTH_SECRET is missing: a random text of at least 32 characters.");
  return { ...config, web };
}
