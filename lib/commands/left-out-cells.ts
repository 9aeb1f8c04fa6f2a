import type { Config } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import type { CsvRow } from "../export/csv.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";

/** What stands in a file where a property is not copied: an empty cell would say that this person has none. */
export const notCopiedCell = "not copied";

/** The properties that are not copied now; without a database the environment's part is all that is known. */
export async function leftOutNow({
  db,
  config,
}: {
  db: Database | undefined;
  config: Config;
}): Promise<readonly string[]> {
  return db ? (await effectiveSettings({ db, config })).leftOut.value : config.leftOut;
}

/** Rows of people with a word in every cell of what is left out; `raw` leaves them empty, for programs that read types. */
export async function* withLeftOutCells(
  rows: AsyncIterable<CsvRow>,
  { leftOut, raw = false }: { leftOut: () => Promise<readonly string[]>; raw?: boolean },
): AsyncGenerator<CsvRow> {
  const cells = Object.fromEntries((await leftOut()).map((name) => [name, notCopiedCell]));
  if (raw || Object.keys(cells).length === 0) yield* rows;
  else for await (const row of rows) yield { ...row, ...cells };
}
