import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";

/** An account of the operating system that PostgreSQL runs as. */
export type Account = { uid: number; gid: number };

/**
 * Who the server runs as: undefined is the caller itself. PostgreSQL refuses to run as root, so root hands it to the
 * owner of an existing database, else to `postgres`, else to `nobody`.
 */
export function serverAccount(directory: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(directory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    try {
      return { uid: numberOf("-u", name), gid: numberOf("-g", name) };
    } catch {
      // No account of that name here.
    }
  }
  // Minimal images have no passwd entry at all; 65534 is "nobody" wherever there is one, and files need only the number.
  return { uid: 65_534, gid: 65_534 };
}

function numberOf(flag: string, name: string): number {
  return Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

/** Asked of the system and not computed from mode bits, which know nothing of access lists, mounts and containers. */
export function canEnter(account: Account | undefined, directory: string): boolean {
  return succeeds(account, ["/bin/sh", "-c", 'cd -- "$1"', "sh", directory]);
}

/** True when the account can load and run the program, shared libraries included. */
export function canRun(account: Account | undefined, program: string): boolean {
  return succeeds(account, [program, "--version"]);
}

function succeeds(account: Account | undefined, [command = "", ...given]: string[]): boolean {
  return spawnSync(command, given, { cwd: "/", stdio: "ignore", ...account }).status === 0;
}
