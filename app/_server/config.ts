import type { DoorConfig } from "#lib/auth/door-config.ts";
import { type Need, readEnvironment } from "#lib/config/environment.ts";
import { sessionSecret } from "#lib/config/session-secret.ts";
import { AppError } from "#lib/errors.ts";

let read: DoorConfig | undefined;

/**
 * The configuration as gates and the proxy need it: without a database, so that a visitor can be refused without one.
 *
 * @throws AppError `configuration` naming every variable that is missing or wrong.
 */
export function serverConfig(): DoorConfig {
  read ??= readServerConfig();
  return read;
}

function readServerConfig(): DoorConfig {
  const needs: Need[] = ["graph", "web"];
  const config = readEnvironment(process.env, { needs });
  const secret = config.web ? undefined : sessionSecret(config);
  const { web, graph } = secret ? readEnvironment({ ...process.env, NEXTAUTH_SECRET: secret }, { needs }) : config;
  if (!web || !graph) throw new AppError("configuration", "Sign-in is not configured: see the environment variables.");
  return { ...config, web, graph };
}
