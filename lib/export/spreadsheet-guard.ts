/** How careful a file is with what spreadsheets do to a cell. */
export type Guard = "formulas" | "formulas-and-telephones" | "none";

/**
 * The cell as it may be opened in a spreadsheet: one that would be run as a formula gets a leading apostrophe.
 *
 * A spreadsheet runs what starts with `=` or `@`, or with a tab or carriage return before them, and what starts with
 * `+` or `-`. Plain numbers and telephone numbers start so too and are left as they are, because other programs read
 * the file as well. Excel turns a telephone number into a sum, so a file made for Excel disarms these as well.
 */
export function guardCell(cell: string, { guard }: { guard: Guard }): string {
  if (guard === "none" || !/^[=@\t\r+-]/.test(cell)) return cell;
  if (/^[+-]/.test(cell)) {
    if (isTelephones(cell)) return guard === "formulas" ? cell : `'${cell}`;
    if (isNumber(cell)) return cell;
  }
  return `'${cell}`;
}

function isNumber(cell: string): boolean {
  return /^[+-](\d+([.,]\d+)*|[.,]\d+)(e[+-]?\d{1,3})?$/i.test(cell);
}

/** One number, or several as `businessPhones` joins them. */
function isTelephones(cell: string): boolean {
  return cell.split("; ").every(isTelephone);
}

// At least five digits, so that `+1-2` is a sum and not a number to call.
function isTelephone(cell: string): boolean {
  const digits = cell.replace(/\D/g, "").length;
  return digits >= 5 && /^\+\d[\d ().\u00a0/-]*( ?(x|ext\.?) ?\d+)?$/i.test(cell);
}
