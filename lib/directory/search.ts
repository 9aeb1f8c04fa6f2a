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
    hasCharacters = false,
  }: {
    id: Prisma.Sql;
    /** `search` of a table, or what its migration makes it of. */
    folded: Prisma.Sql;
    /** Whether the table has an index on the characters of it that are not ASCII. */
    hasCharacters?: boolean;
  },
): Prisma.Sql {
  const objectId = objectIdOf(text);
  if (objectId) return Prisma.sql`${id} = ${objectId}`;
  const words = text.trim().split(/\s+/);
  const conditions = words.map((word) => Prisma.sql`${folded} LIKE ${patternOf(word)}`);
  // Their trigrams find longer ones.
  const short = hasCharacters ? words.filter((word) => isDense(word) && Array.from(word).length < 3) : [];
  conditions.push(...short.map((word) => charactersCondition(word, folded)));
  return Prisma.sql`(${Prisma.join(conditions, " AND ")})`;
}

/** The same for people: a person's row is `u`. */
export function personSearch(text: string): Prisma.Sql {
  return searchCondition(text, { id: Prisma.sql`u.id`, folded: Prisma.sql`u.search`, hasCharacters: true });
}

/** In the words of the index, or it would not serve. */
function charactersCondition(word: string, folded: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(octet_length(${folded}) <> length(${folded})
    AND rollcall_characters(${folded}) @> rollcall_characters(rollcall_folded(${word}::text)))`;
}

/** Folded by the same function as what it is compared with; of a constant PostgreSQL works it out once. */
function patternOf(word: string): Prisma.Sql {
  const start = isShort(word) ? "% " : "%";
  return Prisma.sql`${start} || rollcall_folded(${word.replace(/[\\%_]/g, "\\$&")}::text) || '%'`;
}

function isShort(word: string): boolean {
  return Array.from(word).length < 3 && !isDense(word);
}

/** In scripts that are written without spaces two characters say as much as a word, and stand anywhere. */
function isDense(word: string): boolean {
  return /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word);
}
