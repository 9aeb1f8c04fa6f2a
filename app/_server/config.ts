import type { DoorConfig } from "#lib/auth/door-config.ts";
import { readConfig } from "#lib/config/read-config.ts";
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
  const config = readConfig({ environment: process.env, needs: ["graph", "web"] });
  const { web, graph } = config;
  if (!web || !graph) throw new AppError("configuration", "Sign-in is not configured: see the environment variables.");
  return { ...config, web, graph };
}
