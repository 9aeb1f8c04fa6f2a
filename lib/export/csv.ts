import Papa from "papaparse";
import { type Guard, guardCell } from "./spreadsheet-guard.ts";

/** What a cell is made of. Rows read from Graph have dates as text, rows of the mirror as dates. */
export type CsvValue = string | number | boolean | Date | readonly string[] | null | undefined;
export type CsvRow = { readonly [column: string]: CsvValue };

export type CsvOptions = {
  columns: readonly string[];
  /** False leaves the header row out. */
  header?: boolean;
  /** Begins with a byte order mark, so that Excel reads UTF-8, and disarms telephone numbers too. */
  excel?: boolean;
  /** Leaves every cell as it is, also one that a spreadsheet would run. */
  raw?: boolean;
};

/** Rows written at once. */
const chunkSize = 500;

/**
 * The rows as CSV text, in pieces of some hundred rows, with CRLF line ends (RFC 4180). Takes no row before a piece is
 * asked for, and ends the rows when the text is given up.
 *
 * Lists are joined by `; `, dates are ISO 8601 in UTC as Graph writes them, unknown is the empty cell.
 */
export async function* csvOf(rows: AsyncIterable<CsvRow>, options: CsvOptions): AsyncGenerator<string> {
  const { columns, header = true, excel = false, raw = false } = options;
  const guard: Guard = raw ? "none" : excel ? "formulas-and-telephones" : "formulas";
  let opening = excel ? "\uFEFF" : "";
  if (header) opening += lines([[...columns]]);
  let chunk: string[][] = [];
  for await (const row of rows) {
    chunk.push(columns.map((column) => guardCell(cellOf(row[column]), { guard })));
    if (chunk.length < chunkSize) continue;
    yield opening + lines(chunk);
    opening = "";
    chunk = [];
  }
  if (opening !== "" || chunk.length > 0) yield opening + lines(chunk);
}

function lines(rows: string[][]): string {
  if (rows.length === 0) return "";
  // An empty cell that is alone in its line is quoted: readers take an empty line for no row at all.
  const quotes = rows[0]?.length === 1 ? (value: string) => value === "" : false;
  return `${Papa.unparse(rows, { newline: "\r\n", header: false, escapeFormulae: false, quotes })}\r\n`;
}

function cellOf(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  if (typeof value === "object") return value.join("; ");
  return String(value);
}
