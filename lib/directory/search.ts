import { Prisma } from "../db/generated/client.ts";
import { objectIdOf } from "./model.ts";

/**
 * A condition for rows that hold every word of `text` in one of the columns, without regard to case.
 * A whole object id finds that one row. `alias` is the table's in the statement around it.
 */
export function searchCondition(
  text: string,
  { alias, columns }: { alias: string; columns: readonly string[] },
): Prisma.Sql {
  const id = objectIdOf(text);
  if (id) return Prisma.sql`${Prisma.raw(alias)}.id = ${id}`;
  const fields = columns.map((column) => Prisma.raw(`${alias}."${column}"`));
  const words = text.normalize("NFC").trim().split(/\s+/);
  const everyWord = words.map((word) => {
    const anyField = fields.map((field) => wordCondition(field, { word }));
    return Prisma.sql`(${Prisma.join(anyField, " OR ")})`;
  });
  return Prisma.sql`(${Prisma.join(everyWord, " AND ")})`;
}

function wordCondition(field: Prisma.Sql, { word }: { word: string }): Prisma.Sql {
  const pattern = containing(word);
  if (isAscii(word) || word.toLowerCase() === word.toUpperCase()) return Prisma.sql`${field} ILIKE ${pattern}`;
  // A database made with the C locale knows the case of A to Z only, so other letters are compared by ICU, which no
  // index serves. The longest run of plain letters narrows by the trigram index what is left to compare.
  const run = longestAsciiRun(word);
  const exact = Prisma.sql`${field} COLLATE "und-x-icu" ILIKE ${pattern}`;
  return run.length < 3 ? exact : Prisma.sql`(${field} ILIKE ${containing(run)} AND ${exact})`;
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}

function isAscii(word: string): boolean {
  return longestAsciiRun(word) === word;
}

function longestAsciiRun(word: string): string {
  const runs = word.match(/[\x20-\x7e]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
}
