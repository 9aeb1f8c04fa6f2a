import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { AppError } from "../errors.ts";

/**
 * Makes the data directory when it is not there: passable for everybody, because the account PostgreSQL runs as must
 * get through when root starts it, and listable for its owner alone. What lies in it guards itself (the secret is 0600,
 * the database 0700).
 *
 * @throws AppError `configuration` when it cannot be made
 */
export function makeDataDirectory(dataDirectory: string): void {
  if (existsSync(dataDirectory)) return;
  try {
    mkdirSync(dataDirectory, { recursive: true });
    // Said explicitly: the mode given to mkdir is cut by the umask.
    chmodSync(dataDirectory, 0o711);
  } catch (cause) {
    throw new AppError(
      "configuration",
      `The data directory ${dataDirectory} cannot be made: choose another with ROLLCALL_DATA_DIR.`,
      { cause },
    );
  }
}
