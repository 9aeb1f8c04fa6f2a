import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { keptUntilChange } from "./kept-until-change.ts";
import {
  type Collected,
  collectedPage,
  knownPage,
  type Listing,
  mostCollected,
  type Wanted,
  walkedPage,
} from "./page-query.ts";

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

/** Above this, found rows are no longer counted one by one: a search for "quin" finds 100,000 among a million. */
const mostCounted = 20_000;

type Keyed = { pageId: string; pageKey: string | number | Date };
type Total = { count: number; isExact: boolean };

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
  // One row more than is shown tells whether there is a next page.
  const { found, total } = await readPage<Row>(db, { listing, cursor, backward, limit: limit + 1 });
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

async function readPage<Row extends object>(
  db: Database,
  wanted: Wanted,
): Promise<{ found: (Row & Keyed)[]; total: Total }> {
  const { extent } = wanted.listing;
  if (extent === "few") {
    const found = await collect<Row>(db, collectedPage(wanted));
    return { found, total: await totalOf(db, { listing: wanted.listing, found }) };
  }
  if (extent === "all") {
    const [found, total] = await Promise.all([walk<Row>(db, wanted), countRows(db, wanted.listing)]);
    return { found, total };
  }
  return await readPicked<Row>(db, wanted);
}

/**
 * A page of picked rows, collected where they are few and else met on a walk. Which of the two, and whether a walk meets
 * enough, is found out by trying, once for each state of the mirror: the wrong one first took half of the time.
 */
async function readPicked<Row extends object>(
  db: Database,
  wanted: Wanted,
): Promise<{ found: (Row & Keyed)[]; total: Total }> {
  const { listing } = wanted;
  let page: (Row & Keyed & Collected)[] | undefined;
  const areMany = await keptUntilChange(db, {
    name: `many ${nameOf(listing.source)}`,
    async find() {
      const tried = await collect<Row>(db, collectedPage(wanted, { most: mostCollected }));
      const { count } = await totalOf(db, { listing, found: tried });
      if (count <= mostCollected) page = tried;
      return count > mostCollected;
    },
  });
  if (!areMany) {
    const found = page ?? (await collect<Row>(db, collectedPage(wanted)));
    return { found, total: await totalOf(db, { listing, found }) };
  }
  const [found, total] = await Promise.all([readMany<Row>(db, wanted), countRows(db, listing)]);
  return { found, total };
}

/** Where a walk does not meet enough, the list ends here, or its rows lie elsewhere in the order: all are collected. */
async function readMany<Row extends object>(db: Database, wanted: Wanted): Promise<(Row & Keyed)[]> {
  let page: (Row & Keyed)[] | undefined;
  const far = await keptUntilChange(db, {
    name: `far ${walkedPage(wanted)
      .map((statement) => nameOf(statement(wanted.limit)))
      .join(" ")}`,
    async find() {
      page = await walk<Row>(db, wanted);
      if (page.length === wanted.limit) return undefined;
      page = await collect<Row>(db, collectedPage(wanted));
      return page.map(({ pageId, pageKey }) => ({ id: pageId, key: pageKey }));
    },
  });
  if (page) return page;
  if (far) return await collect<Row>(db, knownPage(wanted, far));
  const met = await walk<Row>(db, wanted);
  return met.length === wanted.limit ? met : await collect<Row>(db, collectedPage(wanted));
}

function nameOf({ text, values }: Prisma.Sql): string {
  return `${text} ${JSON.stringify(values)}`;
}

async function collect<Row extends object>(db: Database, query: Prisma.Sql): Promise<(Row & Keyed & Collected)[]> {
  const { rows } = await db.pool.query<Row & Keyed & Collected>(query.text, query.values);
  return rows;
}

/** A page without a row says nothing of the rows before it. */
async function totalOf(
  db: Database,
  { listing, found }: { listing: Listing; found: readonly Collected[] },
): Promise<Total> {
  const [first] = found;
  return first ? { count: first.collected, isExact: true } : countRows(db, listing);
}

async function walk<Row extends object>(db: Database, wanted: Wanted): Promise<(Row & Keyed)[]> {
  const found: (Row & Keyed)[] = [];
  for (const statement of walkedPage(wanted)) {
    const query = statement(wanted.limit - found.length);
    const { rows } = await db.pool.query<Row & Keyed>(query.text, query.values);
    found.push(...rows);
    if (found.length === wanted.limit) break;
  }
  return found;
}

function countRows(db: Database, { source, extent }: Listing): Promise<Total> {
  const counted = typeof extent === "string" ? source : Prisma.sql`SELECT FROM (${source}) s LIMIT ${mostCounted + 1}`;
  const query = Prisma.sql`SELECT count(*) AS count FROM (${counted}) c`;
  return keptUntilChange(db, {
    name: nameOf(query),
    async find() {
      const { rows } = await db.pool.query<{ count: string }>(query.text, query.values);
      const count = Number(rows[0]?.count ?? 0);
      const isExact = typeof extent === "string" || count <= mostCounted;
      return { count: isExact ? count : mostCounted, isExact };
    },
  });
}

/** Rows may have come and gone since the cursor was written, so whichever end of the list is in sight corrects it. */
function placeOfFirst(page: {
  cursor: Cursor | undefined;
  backward: boolean;
  more: boolean;
  shown: number;
  total: Total;
}): number {
  const { cursor, backward, more, shown, total } = page;
  if (!cursor || (backward && !more)) return 0;
  if (!backward && !more && total.isExact) return Math.max(0, total.count - shown);
  return Math.max(0, backward ? cursor.at - shown : cursor.at + 1);
}
