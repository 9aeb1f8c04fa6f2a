import { Prisma } from "../db/generated/client.ts";
import { objectIdOf } from "./model.ts";

/**
 * A condition for rows whose folded text holds every word of `text`, without regard to case, accents and apostrophes:
 * "sinead" finds Sinéad, "oquinn" finds O'Quinn. One or two letters are looked for at the beginnings of words only: they
 * have no trigram, so nothing but reading every row would find them elsewhere. A whole object id finds that one row.
 */
export function searchCondition(
  text: string,
  {
    id,
    folded,
  }: {
    id: Prisma.Sql;
    /** `search` of a table, or what its migration makes it of. */
    folded: Prisma.Sql;
  },
): Prisma.Sql {
  const objectId = objectIdOf(text);
  if (objectId) return Prisma.sql`${id} = ${objectId}`;
  const words = text.trim().split(/\s+/);
  return Prisma.sql`(${Prisma.join(
    words.map((word) => Prisma.sql`${folded} LIKE ${patternOf(word)}`),
    " AND ",
  )})`;
}

/** Folded by the same function as what it is compared with; of a constant PostgreSQL works it out once. */
function patternOf(word: string): Prisma.Sql {
  const start = isShort(word) ? "% " : "%";
  return Prisma.sql`${start} || rollcall_folded(${word.replace(/[\\%_]/g, "\\$&")}::text) || '%'`;
}

/** In scripts that are written without spaces two characters say as much as a word, and stand anywhere. */
function isShort(word: string): boolean {
  return (
    Array.from(word).length < 3 &&
    !/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word)
  );
}
