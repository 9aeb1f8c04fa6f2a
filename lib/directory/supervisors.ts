import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { Presence } from "./model.ts";
import { type Direction, type Listing, wholeList } from "./page-query.ts";
import type { SupervisorSort } from "./schema.ts";
import { searchCondition } from "./search.ts";
import { streamRows } from "./stream.ts";
import { presenceOf } from "./supervision.ts";

/** Somebody who supervises live people of the mirror, themselves in it or not. */
export type Supervisor = {
  id: string;
  displayName: string | null;
  userPrincipalName: string | null;
  /** Unknown for somebody outside the mirror. */
  jobTitle: string | null;
  department: string | null;
  presence: Presence;
  /** `user`, or `orgContact` for a contact that supervises people. */
  type: string;
  /** How many live people they supervise directly. */
  people: number;
};

export type SupervisorFilters = { q?: string; presence: Presence | "all" };

/** Everyone who supervises live people, and how many. */
const spans = Prisma.sql`
  SELECT r."supervisorId" AS id, count(*)::int AS people
  FROM microsoft_graph_user_supervisor r
  JOIN microsoft_graph_user u ON u.id = r."userId" AND u."deletedAt" IS NULL
  GROUP BY r."supervisorId"`;

/**
 * Who the supervisor of `alias` is: `s` their own row where there is one, `d` the name Graph gave with the newest
 * supervision, which is all there is for somebody who is not a live person of the mirror.
 */
const known = (alias: string) => Prisma.sql`
  LEFT JOIN microsoft_graph_user s ON s.id = ${Prisma.raw(alias)}.id
  LEFT JOIN LATERAL (
    SELECT r."supervisorDisplayName", r."supervisorUserPrincipalName", r."supervisorType"
    FROM microsoft_graph_user_supervisor r
    WHERE r."supervisorId" = ${Prisma.raw(alias)}.id AND (s.id IS NULL OR s."deletedAt" IS NOT NULL)
    ORDER BY r."changeSeq" DESC LIMIT 1
  ) d ON TRUE`;

/** As the migration makes `search`. The text of a live person's row is used as it stands. */
const folded = Prisma.sql`CASE WHEN s."deletedAt" IS NULL AND s.id IS NOT NULL THEN s.search ELSE
  ' ' || coalesce(rollcall_folded(coalesce(d."supervisorDisplayName", s."displayName")), '')
  || ' ' || coalesce(rollcall_folded(coalesce(d."supervisorUserPrincipalName", s."userPrincipalName")), '')
  || ' ' || coalesce(rollcall_folded(s."jobTitle"), '') || ' ' || coalesce(rollcall_folded(s.department), '') END`;

const displayName = Prisma.sql`coalesce(d."supervisorDisplayName", s."displayName")`;
const userPrincipalName = Prisma.sql`coalesce(d."supervisorUserPrincipalName", s."userPrincipalName")`;

const columns = Prisma.sql`
  p.id, ${displayName} AS "displayName", ${userPrincipalName} AS "userPrincipalName", s."jobTitle", s.department,
  ${presenceOf("s")} AS presence, coalesce(d."supervisorType", 'user') AS type, n.people`;

const joins = Prisma.sql`
  ${known("p")}
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS people FROM microsoft_graph_user_supervisor r
    JOIN microsoft_graph_user u ON u.id = r."userId" AND u."deletedAt" IS NULL WHERE r."supervisorId" = p.id
  ) n`;

/** @throws AppError `bad-input` for a cursor of another list or order. */
export function listSupervisors(
  { db }: { db: Database },
  query: { filters: SupervisorFilters; sort: SupervisorSort; direction: Direction; place: Place; limit: number },
): Promise<Page<Supervisor>> {
  const { filters, sort, direction, place, limit } = query;
  const listing: Listing = { ...shapeOf({ filters, sort, direction }), sort, extent: "few" };
  return listPage<Supervisor>(db, { listing, place, limit });
}

/** Every supervisor the filters let through, in order and as of one moment. */
export function streamSupervisors(
  { db }: { db: Database },
  query: { filters: SupervisorFilters; sort: SupervisorSort; direction: Direction },
): AsyncGenerator<Supervisor> {
  return streamRows<Supervisor>(db, wholeList(shapeOf(query)));
}

/**
 * Somebody as a supervisor; undefined when no supervision names them and the mirror never held them. `people` is 0
 * for a person of the mirror who supervises nobody, and for one whose people were all removed.
 */
export async function findSupervisor(
  { db }: { db: Database },
  { id }: { id: string },
): Promise<Supervisor | undefined> {
  const query = Prisma.sql`
    SELECT i.id, ${presenceOf("s")} AS presence, coalesce(d."supervisorType", 'user') AS type,
      CASE WHEN s."deletedAt" IS NULL THEN coalesce(s."displayName", d."supervisorDisplayName")
        ELSE coalesce(d."supervisorDisplayName", s."displayName") END AS "displayName",
      CASE WHEN s."deletedAt" IS NULL THEN coalesce(s."userPrincipalName", d."supervisorUserPrincipalName")
        ELSE coalesce(d."supervisorUserPrincipalName", s."userPrincipalName") END AS "userPrincipalName",
      s."jobTitle", s.department,
      (SELECT count(*)::int FROM microsoft_graph_user_supervisor r
        JOIN microsoft_graph_user u ON u.id = r."userId" AND u."deletedAt" IS NULL
        WHERE r."supervisorId" = i.id) AS people
    FROM (SELECT ${id}::text AS id) i
    LEFT JOIN microsoft_graph_user s ON s.id = i.id
    LEFT JOIN LATERAL (
      SELECT r.* FROM microsoft_graph_user_supervisor r WHERE r."supervisorId" = i.id
      ORDER BY r."changeSeq" DESC LIMIT 1
    ) d ON TRUE
    WHERE s.id IS NOT NULL OR d."userId" IS NOT NULL`;
  const { rows } = await db.pool.query<Supervisor>(query.text, query.values);
  return rows[0];
}

function shapeOf(query: { filters: SupervisorFilters; sort: SupervisorSort; direction: Direction }) {
  const { sort, direction } = query;
  return {
    source: supervisorsSource(query.filters, { sort }),
    keyType: sort === "people" ? ("bigint" as const) : ("text" as const),
    direction,
    columns,
    joins,
  };
}

function supervisorsSource({ q, presence }: SupervisorFilters, { sort }: { sort: SupervisorSort }): Prisma.Sql {
  const key = sort === "people" ? Prisma.sql`n.people` : Prisma.sql`coalesce(n."displayName", '') COLLATE "und-x-icu"`;
  if (sort === "people" && q === undefined && presence === "all") {
    return Prisma.sql`SELECT n.id, ${key} AS key FROM (${spans}) n`;
  }
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (q !== undefined) conditions.push(searchCondition(q, { id: Prisma.sql`n.id`, folded: Prisma.sql`n.folded` }));
  if (presence !== "all") conditions.push(Prisma.sql`n.presence = ${presence}`);
  return Prisma.sql`
    SELECT n.id, ${key} AS key FROM (
      SELECT g.id, g.people, ${displayName} AS "displayName", ${userPrincipalName} AS "userPrincipalName",
        ${folded} AS folded, ${presenceOf("s")} AS presence
      FROM (${spans}) g ${known("g")}
    ) n WHERE ${Prisma.join(conditions, " AND ")}`;
}
