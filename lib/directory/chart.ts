import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { Presence } from "./model.ts";
import type { Listing } from "./page-query.ts";
import { currentSpans } from "./spans.ts";

/** Somebody in the organisation chart. */
export type ChartPerson = {
  id: string;
  displayName: string | null;
  userPrincipalName: string | null;
  jobTitle: string | null;
  department: string | null;
  presence: Presence;
  /** `user` or `orgContact` */
  type: string;
  accountEnabled: boolean | null;
  /** Live people directly below, and at any depth. */
  people: number;
  below: number;
  /** The chart begins here: nobody is above, or it is the first of a circle, whose last leads back to it. */
  isTop: boolean;
  isInCircle: boolean;
};

/** More levels above somebody than most organisations have: each is a branch to read. A longer way begins this far above. */
const highest = 30;

const columns = Prisma.sql`
  p.id, coalesce(n."displayName", u."displayName") AS "displayName",
  coalesce(n."userPrincipalName", u."userPrincipalName") AS "userPrincipalName", u."jobTitle", u.department,
  CASE WHEN u.id IS NULL THEN 'outside' WHEN u."deletedAt" IS NULL THEN 'live' ELSE 'removed' END AS presence,
  coalesce(n.type, 'user') AS type, u."accountEnabled", coalesce(n.people, 0) AS people, coalesce(n.below, 0) AS below,
  coalesce(n."isTop", NOT EXISTS (SELECT FROM microsoft_graph_user_supervisor a WHERE a."userId" = p.id)) AS "isTop",
  n.circle IS NOT NULL AS "isInCircle"`;

const joins = Prisma.sql`
  LEFT JOIN supervisor_span n ON n.id = p.id LEFT JOIN microsoft_graph_user u ON u.id = p.id`;

/**
 * One page of where the chart begins, largest branches first. Who has nobody above and nobody below is no branch and not
 * among them.
 *
 * @throws AppError `bad-input` for a cursor of another list.
 */
export async function chartTops(
  { db }: { db: Database },
  { place, limit }: { place: Place; limit: number },
): Promise<Page<ChartPerson>> {
  await currentSpans({ db });
  const listing: Listing = {
    source: Prisma.sql`SELECT s.id, s.below AS key FROM supervisor_span s WHERE s."isTop"`,
    keyType: "bigint",
    sort: "chart",
    direction: "desc",
    columns,
    joins,
    extent: "few",
  };
  return listPage<ChartPerson>(db, { listing, place, limit });
}

/** One page of the live people directly below somebody, by name. Throws as `chartTops`. */
export async function chartBranch(
  { db }: { db: Database },
  { supervisor, place, limit }: { supervisor: string; place: Place; limit: number },
): Promise<Page<ChartPerson>> {
  await currentSpans({ db });
  const listing: Listing = {
    source: Prisma.sql`
      SELECT s.id, coalesce(s."displayName", '') COLLATE "und-x-icu" AS key FROM microsoft_graph_user_supervisor f
      JOIN microsoft_graph_user s ON s.id = f."userId" AND s."deletedAt" IS NULL WHERE f."supervisorId" = ${supervisor}`,
    keyType: "text",
    sort: "branch",
    direction: "asc",
    columns,
    joins,
    extent: "few",
  };
  return listPage<ChartPerson>(db, { listing, place, limit });
}

/**
 * The way from where the chart begins down to somebody, that person last; empty for whom the mirror does not know. It ends
 * where the chart does: above a removed or outside supervisor nothing is known that holds, and a circle begins with its
 * first. `isCut`: it is longer than that, and others are above the first.
 */
export async function chartPath(
  { db }: { db: Database },
  { id }: { id: string },
): Promise<{ way: ChartPerson[]; isCut: boolean }> {
  await currentSpans({ db });
  const query = Prisma.sql`
    WITH RECURSIVE p AS (
      SELECT ${id}::text AS id, 0 AS height
      UNION ALL
      SELECT r."supervisorId", p.height + 1 FROM p
      JOIN microsoft_graph_user u ON u.id = p.id AND u."deletedAt" IS NULL
      JOIN microsoft_graph_user_supervisor r ON r."userId" = p.id
      LEFT JOIN supervisor_span n ON n.id = p.id
      WHERE p.height < ${highest} AND n.circle IS DISTINCT FROM p.id
    )
    SELECT ${columns} FROM p ${joins} WHERE n.id IS NOT NULL OR u.id IS NOT NULL ORDER BY p.height DESC`;
  const { rows } = await db.pool.query<ChartPerson>(query.text, query.values);
  return { way: rows, isCut: rows.length > highest && rows[0]?.isTop === false };
}
