import { createHash } from "node:crypto";
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkoutDirectory } from "../config/checkout.ts";
import { makeDataDirectory } from "../config/data-directory.ts";
import { AppError } from "../errors.ts";
import { type Account, canEnter, canRun, serverAccount } from "./embedded-account.ts";
import { type Binaries, copyBinaries, packagedBinaries, program } from "./embedded-binaries.ts";

/** Where one embedded PostgreSQL lives, and as whom it runs. */
export type EmbeddedPlace = {
  /** Holds data/, log and (usually) the socket. Only `account` may enter it: that is what guards the database. */
  directory: string;
  binaries: Binaries;
  /** Undefined: the account of this process. */
  account?: Account;
  /** Set when the place is not in the data directory, because the server's account cannot enter that. */
  movedFrom?: string;
};

export type PlaceOptions = {
  dataDirectory: string;
  /** True when a person named the data directory: then no other place is chosen for it. */
  dataDirectoryGiven: boolean;
  /** The demo keeps a server of its own, so that invented people never mix with an organisation's. */
  name?: "postgres" | "demo";
  checkout?: string;
  /** Where root keeps what its server's account can reach. A place that lasts: never a temporary folder. */
  systemDirectory?: string;
};

/**
 * Decides where the embedded database lives; the same answer for every process of one checkout.
 *
 * @throws AppError `configuration` when a data directory was given that the server's account cannot enter.
 */
export function embeddedPlace({
  dataDirectory,
  dataDirectoryGiven,
  name = "postgres",
  checkout = checkoutDirectory(),
  systemDirectory = "/var/lib/rollcall",
}: PlaceOptions): EmbeddedPlace {
  const packaged = packagedBinaries(checkout);
  makeDataDirectory(dataDirectory);
  const wanted = join(dataDirectory, name);
  const account = serverAccount(wanted);
  if (!account) return { directory: wanted, binaries: packaged };

  const binaries = canRun(account, program(packaged, "postgres"))
    ? packaged
    : copyBinaries(packaged, { parent: join(systemDirectory, hashOf(checkout)) });
  if (canEnter(account, dataDirectory)) return { directory: wanted, binaries, account };
  if (dataDirectoryGiven) {
    throw new AppError(
      "configuration",
      `The account that runs PostgreSQL for root (uid ${account.uid}) cannot enter ${dataDirectory}: choose a ROLLCALL_DATA_DIR that other accounts may enter, or unset it.`,
    );
  }
  const directory = join(systemDirectory, hashOf(dirname(dataDirectory)), name);
  return { directory, binaries, account: serverAccount(directory) ?? account, movedFrom: wanted };
}

function hashOf(path: string): string {
  const real = existsSync(path) ? realpathSync(path) : path;
  return createHash("sha256").update(real).digest("hex").slice(0, 12);
}

/** The folder of a server: its owner alone may enter, as PostgreSQL demands and the trust of local users needs. */
export function makeDirectory({ directory, account }: EmbeddedPlace): void {
  try {
    mkdirSync(dirname(directory), { recursive: true, mode: 0o755 });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (account) chownSync(directory, account.uid, account.gid);
  } catch (cause) {
    throw new AppError("configuration", `The database's folder ${directory} cannot be made.`, { cause });
  }
}

const socketName = ".s.PGSQL.5432";

/**
 * The folder of the unix socket: the server's own, unless its path is longer than a socket's address may be (108 bytes
 * on Linux, 104 on macOS) or has a character that PostgreSQL's list of folders gives a meaning. Then it is a short one
 * in the temporary folder, named by hash; a socket may be lost with that folder, the data may not. A running server
 * says itself which one it uses, so that processes with another TMPDIR find it.
 */
export function socketDirectory({ directory, account }: EmbeddedPlace): string {
  const fits = Buffer.byteLength(join(directory, socketName)) <= 100 && !/[,"'\\\n]/.test(directory);
  if (fits) return directory;
  const announced = lineOfPidFile(join(directory, "data"), 5);
  return announced || join(tmpdir(), `rollcall-${account?.uid ?? process.getuid?.()}-${hashOf(directory)}`);
}

/** Makes a short socket folder, and refuses one that somebody else put there first. */
export function makeSocketDirectory(place: EmbeddedPlace): void {
  const folder = socketDirectory(place);
  if (folder === place.directory) return;
  const uid = place.account?.uid ?? process.getuid?.();
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (place.account) chownSync(folder, place.account.uid, place.account.gid);
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new AppError(
      "configuration",
      `${folder} belongs to somebody else: remove it, or use a shorter ROLLCALL_DATA_DIR.`,
    );
  }
}

/** A stopped server's short socket folder is of no more use. */
export function removeSocketDirectory(place: EmbeddedPlace): void {
  const folder = socketDirectory(place);
  if (folder !== place.directory) rmSync(folder, { recursive: true, force: true });
}

/** postmaster.pid: 1 the process, 2 the data folder, 3 when it started, 4 the port, 5 the folder of the socket. */
export function lineOfPidFile(data: string, line: number): string | undefined {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[line - 1]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
