import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { type Cursor, type KeyType, readCursor, writeCursor } from "./cursor.ts";

export type Direction = "asc" | "desc";

/** Where in a list: after or before a row that was shown; neither is the first page. */
export type Place = { after?: string; before?: string };

export type Page<Row> = {
  rows: Row[];
  /** Place of the first and last row in the whole list, counted from 1; both 0 when there is no row. */
  first: number;
  last: number;
  total: number;
  /** False when counting stopped at `total` because there are too many to count at once. */
  totalIsExact: boolean;
  /** Cursors for `before` and `after`; absent at the ends. */
  previous?: string;
  next?: string;
};

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
  /** True when rows are picked by a search, see `fewEnoughToSort`. */
  searched: boolean;
};

/**
 * Up to this many found rows are collected and sorted; beyond, the sort's index is walked and found rows are met soon.
 * Walking the index for a rare word took seconds at a million people although the word itself was indexed.
 */
const fewEnoughToSort = 100_000;

type Keyed = { pageId: string; pageKey: string | number | Date };

/**
 * One page of a list, by key and not by offset: as quick on the last page as on the first, and no row is shown twice
 * or left out when others come and go meanwhile. Unknown values stand last in both directions.
 *
 * @throws AppError `bad-input` for a cursor that is not of this list.
 */
export async function listPage<Row extends object>(
  db: Database,
  { listing, place, limit }: { listing: Listing; place: Place; limit: number },
): Promise<Page<Row>> {
  const order = `${listing.sort} ${listing.direction}`;
  const backward = place.before !== undefined && place.after === undefined;
  const encoded = place.after ?? place.before;
  const cursor = encoded === undefined ? undefined : readCursor(encoded, { order, keyType: listing.keyType });
  const total = await countRows(db, listing);
  const query = pageQuery({ listing, cursor, backward, limit, collect: listing.searched && total.isExact });
  const { rows: found } = await db.pool.query<Row & Keyed>(query.text, query.values);
  const more = found.length > limit;
  const kept = found.slice(0, limit);
  if (backward) kept.reverse();
  const first = placeOfFirst({ cursor, backward, more, shown: kept.length, total });
  const cursorOf = (index: number) => {
    const row = kept[index];
    if (!row) return undefined;
    const key = row.pageKey instanceof Date ? row.pageKey.toISOString() : String(row.pageKey);
    return writeCursor({ order, key, id: row.pageId, at: first + index });
  };
  return {
    rows: kept,
    first: kept.length === 0 ? 0 : first + 1,
    last: first + kept.length,
    total: total.count,
    totalIsExact: total.isExact,
    previous: (backward ? more : cursor !== undefined) ? cursorOf(0) : undefined,
    next: backward || more ? cursorOf(kept.length - 1) : undefined,
  };
}

async function countRows(db: Database, { source, searched }: Listing): Promise<{ count: number; isExact: boolean }> {
  const counted = searched ? Prisma.sql`SELECT FROM (${source}) s LIMIT ${fewEnoughToSort + 1}` : source;
  const query = Prisma.sql`SELECT count(*) AS count FROM (${counted}) c`;
  const { rows } = await db.pool.query<{ count: string }>(query.text, query.values);
  const count = Number(rows[0]?.count ?? 0);
  if (!searched || count <= fewEnoughToSort) return { count, isExact: true };
  return { count: fewEnoughToSort, isExact: false };
}

/** Rows may have come and gone since the cursor was written, so whichever end of the list is in sight corrects it. */
function placeOfFirst(page: {
  cursor: Cursor | undefined;
  backward: boolean;
  more: boolean;
  shown: number;
  total: { count: number; isExact: boolean };
}): number {
  const { cursor, backward, more, shown, total } = page;
  if (!cursor || (backward && !more)) return 0;
  if (!backward && !more && total.isExact) return Math.max(0, total.count - shown);
  return Math.max(0, backward ? cursor.at - shown : cursor.at + 1);
}

function pageQuery(page: {
  listing: Listing;
  cursor: Cursor | undefined;
  backward: boolean;
  limit: number;
  collect: boolean;
}): Prisma.Sql {
  const { listing, cursor, backward, limit, collect } = page;
  const materialized = Prisma.raw(collect ? "MATERIALIZED" : "NOT MATERIALIZED");
  const parts = segments({ listing, cursor, backward }).map((part) => Prisma.sql`(${part} LIMIT ${limit + 1})`);
  const order = pageOrder(listing, { backward });
  return Prisma.sql`
    WITH source AS ${materialized} (${listing.source}),
    page AS (SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) p ORDER BY ${order} LIMIT ${limit + 1})
    SELECT p.id AS "pageId", p.key AS "pageKey", ${listing.columns}
    FROM page p ${listing.joins} ORDER BY ${order}`;
}

function pageOrder({ direction }: Listing, { backward }: { backward: boolean }): Prisma.Sql {
  const along = Prisma.raw((direction === "asc") === backward ? "DESC" : "ASC");
  return Prisma.sql`p.segment ${Prisma.raw(backward ? "DESC" : "ASC")}, p.key ${along}, p.id ${along}`;
}

/**
 * Known keys and unknown ones are two lists, one after the other, each in the order of one index. A single list with
 * NULLS LAST could be read from an index in one direction only.
 */
function segments(page: { listing: Listing; cursor: Cursor | undefined; backward: boolean }): Prisma.Sql[] {
  const { listing, cursor, backward } = page;
  const ascending = (listing.direction === "asc") !== backward;
  const along = Prisma.raw(ascending ? "ASC" : "DESC");
  const beyond = Prisma.raw(ascending ? ">" : "<");
  const type = Prisma.raw(listing.keyType);
  const isText = listing.keyType === "text";
  const known = (from?: Cursor) => Prisma.sql`
    SELECT s.id, s.key, 0 AS segment FROM source s
    WHERE ${isText ? Prisma.sql`s.key > ''` : Prisma.sql`TRUE`}
    AND ${from ? Prisma.sql`(s.key, s.id) ${beyond} (${from.key}::${type}, ${from.id}::text)` : Prisma.sql`TRUE`}
    ORDER BY s.key ${along}, s.id ${along}`;
  const unknown = (from?: Cursor) => Prisma.sql`
    SELECT s.id, s.key, 1 AS segment FROM source s
    WHERE s.key = '' AND ${from ? Prisma.sql`s.id ${beyond} ${from.id}::text` : Prisma.sql`TRUE`}
    ORDER BY s.id ${along}`;
  if (!isText) return [known(cursor)];
  if (!cursor) return [known(), unknown()];
  const inUnknown = cursor.key === "";
  if (backward) return inUnknown ? [known(), unknown(cursor)] : [known(cursor)];
  return inUnknown ? [unknown(cursor)] : [known(cursor), unknown()];
}

/** The whole list in its order, for downloads. */
export function wholeList({
  source,
  keyType,
  direction,
  columns,
  joins,
}: Omit<Listing, "sort" | "searched">): Prisma.Sql {
  const along = Prisma.raw(direction === "asc" ? "ASC" : "DESC");
  const segment = keyType === "text" ? Prisma.sql`p.key = '',` : Prisma.empty;
  return Prisma.sql`SELECT ${columns} FROM (${source}) p ${joins} ORDER BY ${segment} p.key ${along}, p.id ${along}`;
}
