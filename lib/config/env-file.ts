import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { AppError } from "../errors.ts";
import type { Environment } from "./environment.ts";

/**
 * The environment with what `.env` of the working directory adds: whatever is set in the environment wins, also when it
 * is set to nothing.
 *
 * @throws AppError `configuration` when there is a `.env` that cannot be read
 */
export function withEnvFile(environment: Environment, { path = ".env" }: { path?: string } = {}): Environment {
  try {
    return { ...parseEnv(readFileSync(resolve(path), "utf8")), ...environment };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return environment;
    throw new AppError("configuration", `${resolve(path)} cannot be read.`, { cause });
  }
}
