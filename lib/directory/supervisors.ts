import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { Presence } from "./model.ts";
import { type Direction, type Listing, wholeList } from "./page-query.ts";
import type { SupervisorSort } from "./schema.ts";
import { searchCondition } from "./search.ts";
import { currentSpans } from "./spans.ts";
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
  /** How many live people are below them at any depth; in a circle of supervisors, everybody in it is. */
  below: number;
  /** How many levels of people are below them; null in a circle, which has no lowest. */
  levels: number | null;
};

export type SupervisorFilters = { q?: string; presence: Presence | "all"; enabled?: boolean };

const columns = Prisma.sql`
  n.id, n."displayName", n."userPrincipalName", n."jobTitle", n.department, n.presence, n.type,
  n.people, n.below, n.levels`;

const joins = Prisma.sql`JOIN supervisor_span n ON n.id = p.id`;

/** @throws AppError `bad-input` for a cursor of another list or order. */
export async function listSupervisors(
  { db }: { db: Database },
  query: { filters: SupervisorFilters; sort: SupervisorSort; direction: Direction; place: Place; limit: number },
): Promise<Page<Supervisor>> {
  const { filters, sort, direction, place, limit } = query;
  await currentSpans({ db });
  const { q, presence, enabled } = filters;
  const isWhole = q === undefined && presence === "all" && enabled === undefined && sort !== "levels";
  const listing: Listing = { ...shapeOf({ filters, sort, direction }), sort, extent: isWhole ? "all" : "few" };
  return listPage<Supervisor>(db, { listing, place, limit });
}

/** Every supervisor the filters let through, in order and as of one moment. */
export async function* streamSupervisors(
  { db }: { db: Database },
  query: { filters: SupervisorFilters; sort: SupervisorSort; direction: Direction },
): AsyncGenerator<Supervisor> {
  await currentSpans({ db });
  yield* streamRows<Supervisor>(db, wholeList(shapeOf(query)));
}

/**
 * Somebody as a supervisor; undefined when no supervision names them and the mirror never held them. `people` is 0
 * for a person of the mirror who supervises nobody, and for one whose people were all removed.
 */
export async function findSupervisor(
  { db }: { db: Database },
  { id }: { id: string },
): Promise<Supervisor | undefined> {
  await currentSpans({ db });
  const query = Prisma.sql`
    SELECT i.id, ${presenceOf("s")} AS presence, coalesce(d."supervisorType", 'user') AS type,
      CASE WHEN s."deletedAt" IS NULL THEN coalesce(s."displayName", d."supervisorDisplayName")
        ELSE coalesce(d."supervisorDisplayName", s."displayName") END AS "displayName",
      CASE WHEN s."deletedAt" IS NULL THEN coalesce(s."userPrincipalName", d."supervisorUserPrincipalName")
        ELSE coalesce(d."supervisorUserPrincipalName", s."userPrincipalName") END AS "userPrincipalName",
      s."jobTitle", s.department, coalesce(n.people, 0) AS people, coalesce(n.below, 0) AS below,
      CASE WHEN n.id IS NULL THEN 0 ELSE n.levels END AS levels
    FROM (SELECT ${id}::text AS id) i
    LEFT JOIN microsoft_graph_user s ON s.id = i.id
    LEFT JOIN supervisor_span n ON n.id = i.id
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
    keyType: sort === "displayName" ? ("text" as const) : ("bigint" as const),
    direction,
    columns,
    joins,
  };
}

/** Indexes are on these very expressions, but for levels. */
const sortKeys: Record<SupervisorSort, Prisma.Sql> = {
  people: Prisma.sql`n.people`,
  below: Prisma.sql`n.below`,
  levels: Prisma.sql`coalesce(n.levels, 0)`,
  displayName: Prisma.sql`coalesce(n."displayName", '') COLLATE "und-x-icu"`,
};

function supervisorsSource(filters: SupervisorFilters, { sort }: { sort: SupervisorSort }): Prisma.Sql {
  return Prisma.sql`SELECT n.id, ${sortKeys[sort]} AS key FROM supervisor_span n WHERE ${supervisorsCondition(filters)}`;
}

/** A condition for the spans `n` that the filters let through. */
export function supervisorsCondition({ q, presence, enabled }: SupervisorFilters): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (q !== undefined) conditions.push(searchCondition(q, { id: Prisma.sql`n.id`, folded: Prisma.sql`n.search` }));
  if (presence !== "all") conditions.push(Prisma.sql`n.presence = ${presence}`);
  if (enabled !== undefined) conditions.push(Prisma.sql`n."accountEnabled" = ${enabled}`);
  return Prisma.join(conditions, " AND ");
}
