import { hash } from "node:crypto";
import { AppError } from "../../../errors.ts";

/*
 * One row as PostgreSQL writes it itself: `ROW(…)::text`. The same text is made from what Graph answered, so that a row
 * is compared with its mirrored one by a digest that PostgreSQL took, without sending the row to it. A difference in
 * spelling would only cost time (the row is compared again, column by column, when the run closes), never a change.
 */

export type Cell = string | boolean | readonly string[] | null;

/**
 * The fields of a row, without the parentheses around them.
 *
 * Source of the rules: PostgreSQL manual, "Composite Type Input and Output Syntax" and "Array Input and Output Syntax".
 */
export function recordText(cells: readonly Cell[]): string {
  // Joined and not added up: a text that is added up is a tree of its parts until somebody reads it, and a portion of
  // such trees is several times the size of the portion.
  const text = cells.map(fieldText).join(",");
  return isStorable(text) ? text : storable(text);
}

function fieldText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return quoted(cell);
  if (typeof cell === "boolean") return cell ? "t" : "f";
  return quoted(arrayText(cell));
}

/** What `recordText` gives, as a line for `COPY … (FORMAT csv)`: there a backslash is not written twice. */
export function csvFields(recordText: string): string {
  return recordText.includes("\\") ? recordText.replaceAll("\\\\", "\\") : recordText;
}

/** SHA-256 of a record in hexadecimal; the counterpart of `digestSql`. */
export function digestOf(recordText: string): string {
  return hash("sha256", `(${recordText})`, "hex");
}

/**
 * The first 16 digits of the same digest by PostgreSQL, of columns that are given as `u."a", u."b"`; needs the session's
 * time zone to be UTC.
 */
export const digestSql = (columns: string) =>
  `encode(substr(sha256(convert_to(ROW(${columns})::text, 'UTF8')), 1, 8), 'hex')`;

// isspace() of C and the characters with a meaning. JavaScript's \s would take the no-break space as well.
const special = /[ \t\n\v\f\r"\\(),]/;

function quoted(value: string): string {
  if (value !== "" && !special.test(value)) return value;
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`;
}

const specialInArray = /[ \t\n\v\f\r"\\{},]|^null$|^$/i;

function arrayText(items: readonly string[]): string {
  const element = (item: string) =>
    specialInArray.test(item) ? `"${item.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : item;
  return `{${items.map(element).join(",")}}`;
}

const wholeSeconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * A moment as PostgreSQL writes a `timestamptz(3)` in UTC.
 *
 * @throws AppError `graph-failed` for what is no moment.
 */
export function momentText(value: string | null): string | null {
  if (value === null) return null;
  if (wholeSeconds.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 19)}+00`;
  const moment = new Date(value);
  const year = moment.getUTCFullYear();
  if (!(year >= 1 && year <= 9_999)) {
    throw new AppError("graph-failed", `Microsoft Graph answered with "${value}" for a date; it was not used.`);
  }
  const text = moment.toISOString().replace("T", " ").replace("Z", "");
  return `${text.replace(/\.?0+$/, "")}+00`;
}

// PostgreSQL's text holds neither NUL nor half of a surrogate pair; one such character in one job title would
// otherwise fail the statement that carries a whole page.
function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
