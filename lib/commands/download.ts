import type { DownloadEnd, ExportFilters } from "../audit/model.ts";
import { recordAudit } from "../audit/record.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { type CsvRow, csvOf } from "../export/csv.ts";

/** A CSV file that is made while it is taken; giving `chunks` up (`return()`) ends the query behind it. */
export type Download = { columns: readonly string[]; chunks: AsyncGenerator<string>; fileName: string };

export type DownloadOptions = {
  /** Names separated by commas; all columns when absent. */
  columns?: string;
  excel?: boolean;
  raw?: boolean;
};

/** `rollcall-users-2026-11-23.csv`, with the day in UTC. */
function fileNameOf(what: string, { now }: Pick<Context, "now">): string {
  return `rollcall-${what}-${now().toISOString().slice(0, 10)}.csv`;
}

/** `db` undefined: what needs no database is handed out without one, and then nothing can be noted. */
type NotingContext = Pick<Context, "now" | "actor" | "log"> & { readonly db: Database | undefined };

/**
 * Rows as a CSV file that the audit log will know of: how many rows were made of it, and whether it came to
 * its end. What cannot be noted is not handed out whole: the last piece is sent after the note.
 *
 * @param what names the download, in its file name and in the log
 */
export function auditedDownload(
  context: NotingContext,
  {
    what,
    rows,
    columns,
    filters,
    options,
  }: {
    what: string;
    rows: AsyncIterable<CsvRow>;
    columns: readonly string[];
    filters: ExportFilters;
    options: DownloadOptions;
  },
): Download {
  const { excel, raw } = options;
  const asked = { ...filters, ...(excel && { excel }), ...(raw && { raw }) };
  const counted = noted(context, { what, rows, columns, filters: asked });
  return { columns, chunks: csvOf(counted, { excel, raw, columns }), fileName: fileNameOf(what, context) };
}

async function* noted(
  { db, now, actor, log }: NotingContext,
  { rows, ...made }: { what: string; rows: AsyncIterable<CsvRow>; columns: readonly string[]; filters: ExportFilters },
): AsyncGenerator<CsvRow> {
  let count = 0;
  let end: DownloadEnd = "given-up";
  const note = async () => {
    if (db)
      await recordAudit(db.pool, { at: now(), by: actor, event: { kind: "exported", ...made, rows: count, end } });
  };
  try {
    for await (const row of rows) {
      count += 1;
      yield row;
    }
    end = "complete";
  } catch (error) {
    end = "failed";
    throw error;
  } finally {
    // What ended the download before its end is the news then, also when the log cannot be reached either.
    if (end === "complete") await note();
    else
      await note().catch(() => log.error("a download is missing in the audit log", { what: made.what, rows: count }));
  }
}
