import { Prisma } from "../db/generated/client.ts";
import type { UserFilters, UserSort } from "./schema.ts";
import { personSearch } from "./search.ts";

/** What the list of people is sorted by, of a person's row `u`: the very expressions of the indexes on that order. */
export function sortKey(sort: UserSort): Prisma.Sql {
  if (sort === "changedAt") return Prisma.sql`u."changedAt"`;
  // Sign-in names are plain letters, and compared as bytes five times as fast as by ICU.
  if (sort === "userPrincipalName") return Prisma.sql`lower(coalesce(u."userPrincipalName", '')) COLLATE "C"`;
  return Prisma.sql`coalesce(${Prisma.raw(`u."${sort}"`)}, '') COLLATE "und-x-icu"`;
}

/** The filters of the list, and for a download also the ids of those who were picked out by hand. */
export type PeopleWanted = UserFilters & { ids?: readonly string[] };

/**
 * A condition for the people `u` whom the filters let through.
 *
 * `without`: the ids of everyone without a supervisor, where they are known and few. Nothing in a person's own row
 * tells it, so that a few among a million could only be found by looking at all.
 */
export function usersCondition(filters: PeopleWanted, { without }: { without?: readonly string[] } = {}): Prisma.Sql {
  const { q, state, enabled, guest, withoutSupervisor, supervisor, department, country, ids } = filters;
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (ids !== undefined) conditions.push(Prisma.sql`u.id = ANY(${ids}::text[])`);
  if (q !== undefined) {
    conditions.push(personSearch(q));
  }
  if (state === "live") conditions.push(Prisma.sql`u."deletedAt" IS NULL`);
  if (state === "removed") conditions.push(Prisma.sql`u."deletedAt" IS NOT NULL`);
  // Written so that the index on the few who are disabled serves.
  if (enabled !== undefined) conditions.push(Prisma.sql`u."accountEnabled" = ${Prisma.raw(String(enabled))}`);
  if (guest === true) conditions.push(Prisma.sql`u."userType" = 'Guest'`);
  if (guest === false) conditions.push(Prisma.sql`u."userType" IS DISTINCT FROM 'Guest'`);
  if (department !== undefined) conditions.push(Prisma.sql`${sortKey("department")} = ANY(${department}::text[])`);
  if (country !== undefined) conditions.push(Prisma.sql`u.country = ANY(${country}::text[])`);
  conditions.push(...supervisionConditions({ withoutSupervisor, supervisor, without }));
  return Prisma.join(conditions, " AND ");
}

function supervisionConditions({
  withoutSupervisor,
  supervisor,
  without,
}: Pick<UserFilters, "withoutSupervisor" | "supervisor"> & { without: readonly string[] | undefined }): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  const supervision = Prisma.sql`SELECT FROM microsoft_graph_user_supervisor f WHERE f."userId" = u.id`;
  if (withoutSupervisor === true) {
    conditions.push(without ? Prisma.sql`u.id = ANY(${without}::text[])` : Prisma.sql`NOT EXISTS (${supervision})`);
  }
  if (withoutSupervisor === false) conditions.push(Prisma.sql`EXISTS (${supervision})`);
  // Named by id, so that the index on supervisors is the way in, however many people there are.
  if (supervisor !== undefined) {
    conditions.push(Prisma.sql`u.id IN (
      SELECT f."userId" FROM microsoft_graph_user_supervisor f WHERE f."supervisorId" = ${supervisor})`);
  }
  return conditions;
}
