import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { Person } from "./model.ts";
import type { Listing } from "./page-query.ts";
import { presenceOf, type SupervisionRow, supervisionColumns, supervisionJoins, supervisorOf } from "./supervision.ts";
import type { ListedUser } from "./users.ts";

/** How many people are somewhere below somebody; `isExact` is false where counting stopped at `count`. */
export type NumberBelow = { count: number; isExact: boolean };

/** A page that only mentions the number need not count an organisation for it. */
const mostCounted = 5_000;

/**
 * Everyone below, by id: UNION and not UNION ALL, so that people who supervise each other in a circle are met once.
 * As the chain upwards it goes through people who were removed: theirs is the last known place.
 */
const below = (id: string) => Prisma.sql`
  WITH RECURSIVE below AS (
    SELECT r."userId" AS id FROM microsoft_graph_user_supervisor r WHERE r."supervisorId" = ${id}
    UNION
    SELECT r."userId" FROM below b JOIN microsoft_graph_user_supervisor r ON r."supervisorId" = b.id
  )`;

/** How many live people somebody supervises, directly or through others. */
export async function countBelow({ db }: { db: Database }, { id }: { id: string }): Promise<NumberBelow> {
  // The outer LIMIT ends the walk as soon as there are enough: PostgreSQL works recursion out only as far as it is read.
  const query = Prisma.sql`
    ${below(id)}
    SELECT count(*)::int AS count FROM (
      SELECT FROM below b JOIN LATERAL (
        SELECT FROM microsoft_graph_user u WHERE u.id = b.id AND u."deletedAt" IS NULL OFFSET 0) u ON TRUE
      WHERE b.id <> ${id} LIMIT ${mostCounted + 1}) c`;
  const { rows } = await db.pool.query<{ count: number }>(query.text, query.values);
  const count = rows[0]?.count ?? 0;
  return count > mostCounted ? { count: mostCounted, isExact: false } : { count, isExact: true };
}

/** The same, asked of one person `u`: of very many below somebody a page is met sooner by name than by collecting them. */
const isBelow = (id: string) => Prisma.sql`EXISTS (
  WITH RECURSIVE above AS (
    SELECT r."supervisorId" AS id FROM microsoft_graph_user_supervisor r WHERE r."userId" = u.id
    UNION
    SELECT r."supervisorId" FROM above a JOIN microsoft_graph_user_supervisor r ON r."userId" = a.id
  ) SELECT FROM above WHERE id = ${id})`;

type Row = Omit<ListedUser, "supervisor"> & SupervisionRow;

const columns: (keyof Person)[] = [
  "id",
  "displayName",
  "userPrincipalName",
  "jobTitle",
  "department",
  "userType",
  "accountEnabled",
  "deletedAt",
  "deletedReason",
  "changedAt",
];

/**
 * One page, by name, of the live people whom somebody supervises directly or through others.
 *
 * @throws AppError `bad-input` for a cursor of another list.
 */
export async function listBelow(
  { db }: { db: Database },
  { id, place, limit }: { id: string; place: Place; limit: number },
): Promise<Page<ListedUser>> {
  const listed = Prisma.raw(columns.map((name) => `u."${name}"`).join(", "));
  const key = Prisma.sql`coalesce(u."displayName", '') COLLATE "und-x-icu" AS key`;
  const listing: Listing = {
    source: Prisma.sql`
      ${below(id)}
      SELECT u.id, ${key}
      FROM below b JOIN microsoft_graph_user u ON u.id = b.id WHERE u."deletedAt" IS NULL AND u.id <> ${id}`,
    keyType: "text",
    sort: "displayName",
    direction: "asc",
    columns: Prisma.sql`${listed}, ${supervisionColumns}, ${presenceOf("s")} AS "supervisorPresence"`,
    joins: Prisma.sql`JOIN microsoft_graph_user u ON u.id = p.id ${supervisionJoins}`,
    extent: {
      from: Prisma.sql`SELECT u.*, ${key} FROM microsoft_graph_user u`,
      alias: "u",
      condition: Prisma.sql`u."deletedAt" IS NULL AND u.id <> ${id} AND ${isBelow(id)}`,
    },
  };
  const page = await listPage<Row>(db, { listing, place, limit });
  return { ...page, rows: page.rows.map(withSupervisor) };
}

function withSupervisor(row: Row): ListedUser {
  const { supervisorId, supervisorDisplayName, supervisorUserPrincipalName, supervisorPresence, ...person } = row;
  return { ...person, supervisor: supervisorOf(row) };
}
