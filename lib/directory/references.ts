import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { GroupReference, PersonReference } from "./model.ts";
import { presenceOf } from "./supervision.ts";

/* Names for lines that hold only ids: the history keeps no names, so what is shown is the name known now. */

/**
 * Everyone of these ids. Somebody outside the mirror, or removed from it, is known by the display copy beside those whom
 * they supervise.
 */
export async function peopleById(
  { db }: { db: Database },
  { ids }: { ids: readonly string[] },
): Promise<Map<string, PersonReference>> {
  if (ids.length === 0) return new Map();
  const query = Prisma.sql`
    SELECT i.id,
      CASE WHEN u.id IS NULL AND d."userId" IS NULL THEN 'unknown' ELSE ${presenceOf("u")} END AS presence,
      CASE WHEN u."deletedAt" IS NULL THEN coalesce(u."displayName", d."supervisorDisplayName")
        ELSE coalesce(d."supervisorDisplayName", u."displayName") END AS "displayName",
      CASE WHEN u."deletedAt" IS NULL THEN coalesce(u."userPrincipalName", d."supervisorUserPrincipalName")
        ELSE coalesce(d."supervisorUserPrincipalName", u."userPrincipalName") END AS "userPrincipalName"
    FROM unnest(${[...new Set(ids)]}::text[]) AS i(id)
    LEFT JOIN microsoft_graph_user u ON u.id = i.id
    LEFT JOIN LATERAL (
      SELECT r.* FROM microsoft_graph_user_supervisor r WHERE r."supervisorId" = i.id
      ORDER BY r."changeSeq" DESC LIMIT 1
    ) d ON TRUE`;
  const { rows } = await db.pool.query<PersonReference>(query.text, query.values);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every group of these ids by name, those included that were removed since. */
export async function groupsById(
  { db }: { db: Database },
  { ids }: { ids: readonly string[] },
): Promise<Map<string, GroupReference>> {
  if (ids.length === 0) return new Map();
  const query = Prisma.sql`
    SELECT i.id, g."displayName", ${presenceOf("g")} AS presence
    FROM unnest(${[...new Set(ids)]}::text[]) AS i(id) LEFT JOIN microsoft_graph_group g ON g.id = i.id
    ORDER BY g."displayName" COLLATE "und-x-icu", i.id`;
  const { rows } = await db.pool.query<GroupReference>(query.text, query.values);
  return new Map(rows.map((row) => [row.id, row]));
}
