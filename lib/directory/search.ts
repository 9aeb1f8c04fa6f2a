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
  // A database made with the C locale knows the case of A to Z only, so other letters are compared by ICU. That is slow
  // and served by no index: something quick narrows what is left to compare.
  return Prisma.sql`(${narrowing(field, { word })} AND ${field} COLLATE "und-x-icu" ILIKE ${pattern})`;
}

/** True for whatever holds the word, and for little else: by the trigram index, or by two letters in each case. */
function narrowing(field: Prisma.Sql, { word }: { word: string }): Prisma.Sql {
  const run = longestAsciiRun(word);
  if (run.length >= 3) return Prisma.sql`${field} ILIKE ${containing(run)}`;
  const [first, second] = Array.from(word).map(bothCases);
  if (!first || !second) return Prisma.sql`TRUE`;
  const pairs = first.flatMap((one) => second.map((other) => containing(one + other)));
  return Prisma.sql`${field} LIKE ANY (${pairs}::text[])`;
}

/** The letter small and great; undefined where that is more than one letter (ß), which no pair can stand for. */
function bothCases(letter: string): string[] | undefined {
  const cases = [...new Set([letter.toLowerCase(), letter.toUpperCase()])];
  return cases.every((one) => Array.from(one).length === 1) ? cases : undefined;
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
