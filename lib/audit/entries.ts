import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { AuditEntry } from "./model.ts";
import type { AuditFilters } from "./schema.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The events the filters let through, newest first: one statement, for a page or for a stream. */
export function auditSql(filters: AuditFilters, { before }: { before?: string } = {}): Prisma.Sql {
  const conditions = conditionsOf(filters);
  if (before !== undefined) conditions.push(Prisma.sql`id < ${before}::bigint`);
  return Prisma.sql`SELECT id::text, at, "actorId", "actorName", kind, about, details
    FROM audit_event WHERE ${Prisma.join(conditions, " AND ")} ORDER BY audit_event.id DESC`;
}

/** One page of the log; `before` is the id of the last event of the page before. */
export async function listAudit(
  { db }: { db: Database },
  { filters, before, limit }: { filters: AuditFilters; before?: string; limit: number },
): Promise<{ entries: AuditEntry[]; total: number; hasMore: boolean }> {
  const page = Prisma.sql`${auditSql(filters, { before })} LIMIT ${limit + 1}`;
  const all = Prisma.sql`SELECT count(*)::int AS total FROM audit_event
    WHERE ${Prisma.join(conditionsOf(filters), " AND ")}`;
  const [{ rows }, counted] = await Promise.all([
    db.pool.query<AuditEntry>(page.text, page.values),
    db.pool.query<{ total: number }>(all.text, all.values),
  ]);
  return { entries: rows.slice(0, limit), total: counted.rows[0]?.total ?? 0, hasMore: rows.length > limit };
}

function conditionsOf({ kind, q, from, to }: AuditFilters): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (kind !== undefined) conditions.push(Prisma.sql`kind = ${kind}`);
  if (from !== undefined) conditions.push(Prisma.sql`at >= ${from}`);
  if (to !== undefined) conditions.push(Prisma.sql`at < ${new Date(to.getTime() + dayMs)}`);
  if (q !== undefined) conditions.push(personCondition(q));
  return conditions;
}

function personCondition(q: string): Prisma.Sql {
  const id = q.toLowerCase();
  if (guid.test(id)) return Prisma.sql`("actorId" = ${id} OR about = ${`person:${id}`})`;
  const words = q.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  return Prisma.sql`"actorName" ILIKE ALL (${words}::text[])`;
}
