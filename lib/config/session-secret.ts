import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataDirectory } from "./data-directory.ts";

/**
 * The secret that encrypts sessions when NEXTAUTH_SECRET is unset outside production: made once, kept in the data
 * directory for its owner alone, so that sign-ins outlive a restart and every process of this machine agrees.
 */
export function sessionSecret({ dataDirectory }: { dataDirectory: string }): string {
  const path = join(dataDirectory, "nextauth-secret");
  return read(path) ?? create(path, { dataDirectory });
}

function create(path: string, { dataDirectory }: { dataDirectory: string }): string {
  makeDataDirectory(dataDirectory);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    // A link appears whole or not at all and never replaces: of two processes that start at once, both read one secret.
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, "utf8").trim();
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
