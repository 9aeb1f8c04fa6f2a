import { Prisma } from "../db/generated/client.ts";
import type { Cursor, KeyType } from "./cursor.ts";

export type Direction = "asc" | "desc";

/** A list as SQL. */
export type Listing = {
  /** `SELECT id, … AS key` of every row of the list, filtered, in no order. An unknown text key is the empty text. */
  source: Prisma.Sql;
  keyType: KeyType;
  /** Name of the sort, kept in cursors. */
  sort: string;
  direction: Direction;
  /** What is shown of the rows of `page` (id, key): `columns` … `FROM page` `joins`. */
  columns: Prisma.Sql;
  joins: Prisma.Sql;
  /**
   * `few`: the source is cheap to collect and sort as a whole. `all`: it is a whole table in an order that has an index,
   * which is walked. Otherwise a search or a filter picks rows out of a table, and may pick few or nearly all.
   */
  extent: "few" | "all" | Picked;
};

/** What rows are picked out of, for `source` as a whole: `from` selects all of `alias` and its key. */
export type Picked = { from: Prisma.Sql; alias: string; condition: Prisma.Sql };

/**
 * As many picked rows are collected and sorted. More than that are met soon by walking the index of the order, unless
 * they lie together at its far end: the people called Zhang are the last of a million, and the walk to them took
 * seconds. So a walk ends after `longestWalk` rows, and then everyone is collected after all.
 */
export const mostCollected = 10_000;
const longestWalk = 20_000;

/** Which rows of a list: those beyond the cursor in the direction of reading. */
export type Wanted = { listing: Listing; cursor: Cursor | undefined; backward: boolean; limit: number };

/** What `collectedPage` says beside each row: how many rows it collected. */
export type Collected = { collected: number };

/** The page, and the number of rows up to one more than `most`, from the list collected once. */
export function collectedPage(wanted: Wanted, { most }: { most?: number } = {}): Prisma.Sql {
  const { listing, limit } = wanted;
  const parts = segments(wanted).map((part) => Prisma.sql`(${part} LIMIT ${limit})`);
  const order = pageOrder(wanted);
  const upTo = most === undefined ? Prisma.empty : Prisma.sql`LIMIT ${most + 1}`;
  return Prisma.sql`
    WITH source AS MATERIALIZED (${listing.source} ${upTo}),
    page AS (SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) p ORDER BY ${order} LIMIT ${limit})
    SELECT p.id AS "pageId", p.key AS "pageKey", ${listing.columns},
      (SELECT count(*)::int FROM source) AS collected
    FROM page p ${listing.joins} ORDER BY ${order}`;
}

/**
 * The statements that read the page by walking the index of the order, one after the other until there are enough
 * rows. They are not one statement, because the second would be worked out even when the first fills the page.
 */
export function walkedPage(wanted: Wanted): ((limit: number) => Prisma.Sql)[] {
  const { listing } = wanted;
  const { extent } = listing;
  return segments(wanted).map((part) => (limit: number) => {
    const page =
      typeof extent === "string"
        ? Prisma.sql`source AS NOT MATERIALIZED (${listing.source}), page AS (${part} LIMIT ${limit})`
        : pickedOnTheWay(extent, { part, limit });
    return Prisma.sql`
      WITH ${page} SELECT p.id AS "pageId", p.key AS "pageKey", ${listing.columns}
      FROM page p ${listing.joins} ORDER BY ${pageOrder(wanted)}`;
  });
}

/** The page whose rows are known, in their order. */
export function knownPage(
  { listing }: Pick<Wanted, "listing">,
  rows: readonly { id: string; key: string | number | Date }[],
): Prisma.Sql {
  const ids = rows.map(({ id }) => id);
  const keys = rows.map(({ key }) => key);
  return Prisma.sql`
    WITH page AS (
      SELECT * FROM unnest(${ids}::text[], ${keys}::${Prisma.raw(listing.keyType)}[]) WITH ORDINALITY AS k(id, key, place))
    SELECT p.id AS "pageId", p.key AS "pageKey", ${listing.columns} FROM page p ${listing.joins} ORDER BY p.place`;
}

/** The inner limit ends the walk, the outer one ends it sooner: it stops at the last row that is wanted. */
function pickedOnTheWay({ from, alias, condition }: Picked, { part, limit }: { part: Prisma.Sql; limit: number }) {
  const met = Prisma.raw(alias);
  return Prisma.sql`source AS NOT MATERIALIZED (${from}), page AS (
    SELECT ${met}.id, ${met}.key, ${met}.segment FROM (${part} LIMIT ${longestWalk}) ${met}
    WHERE ${condition} LIMIT ${limit})`;
}

function pageOrder({ listing, backward }: Wanted): Prisma.Sql {
  const along = Prisma.raw((listing.direction === "asc") === backward ? "DESC" : "ASC");
  return Prisma.sql`p.segment ${Prisma.raw(backward ? "DESC" : "ASC")}, p.key ${along}, p.id ${along}`;
}

/**
 * Known keys and unknown ones are two lists, each in the order of one index, here in the order of reading. A single
 * list with NULLS LAST could be read from an index in one direction only.
 */
function segments({ listing, cursor, backward }: Wanted): Prisma.Sql[] {
  const ascending = (listing.direction === "asc") !== backward;
  const along = Prisma.raw(ascending ? "ASC" : "DESC");
  const beyond = Prisma.raw(ascending ? ">" : "<");
  const type = Prisma.raw(listing.keyType);
  const isText = listing.keyType === "text";
  const known = (from?: Cursor) => Prisma.sql`
    SELECT s.*, 0 AS segment FROM source s
    WHERE ${isText ? Prisma.sql`s.key > ''` : Prisma.sql`TRUE`}
    AND ${from ? Prisma.sql`(s.key, s.id) ${beyond} (${from.key}::${type}, ${from.id}::text)` : Prisma.sql`TRUE`}
    ORDER BY s.key ${along}, s.id ${along}`;
  const unknown = (from?: Cursor) => Prisma.sql`
    SELECT s.*, 1 AS segment FROM source s
    WHERE s.key = '' AND ${from ? Prisma.sql`s.id ${beyond} ${from.id}::text` : Prisma.sql`TRUE`}
    ORDER BY s.id ${along}`;
  if (!isText) return [known(cursor)];
  if (!cursor) return [known(), unknown()];
  const inUnknown = cursor.key === "";
  if (backward) return inUnknown ? [unknown(cursor), known()] : [known(cursor)];
  return inUnknown ? [unknown(cursor)] : [known(cursor), unknown()];
}

/** The whole list in its order, for downloads. */
export function wholeList({
  source,
  keyType,
  direction,
  columns,
  joins,
}: Omit<Listing, "sort" | "extent">): Prisma.Sql {
  const along = Prisma.raw(direction === "asc" ? "ASC" : "DESC");
  const segment = keyType === "text" ? Prisma.sql`p.key = '',` : Prisma.empty;
  return Prisma.sql`SELECT ${columns} FROM (${source}) p ${joins} ORDER BY ${segment} p.key ${along}, p.id ${along}`;
}
