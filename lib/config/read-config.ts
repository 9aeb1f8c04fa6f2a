import type { Config } from "./config.ts";
import { withEnvFile } from "./env-file.ts";
import { type Environment, type Need, readEnvironment } from "./environment.ts";
import { sessionSecret } from "./session-secret.ts";

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
