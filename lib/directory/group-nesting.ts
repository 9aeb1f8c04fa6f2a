import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { GroupReference } from "./model.ts";
import { presenceOf } from "./supervision.ts";

/** Where a group stands among those whose members are copied. */
export type Nesting = {
  /** Groups it is directly in. */
  parents: GroupReference[];
  /** Groups directly in it. */
  children: GroupReference[];
};

/** A live person who is in a group, directly or through groups nested in it. */
export type EffectiveMember = {
  id: string;
  displayName: string | null;
  userPrincipalName: string | null;
  jobTitle: string | null;
  /** The groups they are a direct member of that lead here, the group itself first. */
  through: { id: string; displayName: string | null }[];
};

/** More groups of one than a page can show usefully. */
const mostShown = 200;

/** The groups directly around a group by name, at most 200 each way. */
export async function nestingOf({ db }: { db: Database }, { id }: { id: string }): Promise<Nesting> {
  const around = (own: Prisma.Sql, other: Prisma.Sql) => Prisma.sql`
    SELECT m.${other} AS id, g."displayName", ${presenceOf("g")} AS presence FROM microsoft_graph_group_member m
    LEFT JOIN microsoft_graph_group g ON g.id = m.${other}
    WHERE m.${own} = ${id} AND m."memberType" = 'group'
    ORDER BY g."displayName" COLLATE "und-x-icu", 1 LIMIT ${mostShown}`;
  const group = Prisma.sql`"groupId"`;
  const member = Prisma.sql`"memberId"`;
  const [parents, children] = await Promise.all(
    [around(member, group), around(group, member)].map((query) =>
      db.pool.query<GroupReference>(query.text, query.values),
    ),
  );
  return { parents: parents?.rows ?? [], children: children?.rows ?? [] };
}

/**
 * One page of the people in a group through any nesting, each once, by name.
 *
 * @throws AppError `bad-input` for a cursor of another list.
 */
export async function listEffectiveMembers(
  { db }: { db: Database },
  { groupId, place, limit }: { groupId: string; place: Place; limit: number },
): Promise<Page<EffectiveMember>> {
  const groups = await groupsWithin(db, groupId);
  const key = Prisma.sql`coalesce(u."displayName", '') COLLATE "und-x-icu"`;
  const condition = Prisma.sql`u."deletedAt" IS NULL AND EXISTS (
    SELECT FROM microsoft_graph_group_member m WHERE m."memberId" = u.id AND m."groupId" = ANY(${groups}::text[]))`;
  return listPage<EffectiveMember>(db, {
    listing: {
      source: Prisma.sql`SELECT u.id, ${key} AS key FROM microsoft_graph_user u WHERE ${condition}`,
      keyType: "text",
      sort: "effective",
      direction: "asc",
      columns: Prisma.sql`u.id, u."displayName", u."userPrincipalName", u."jobTitle", (
        SELECT json_agg(json_build_object('id', w."groupId", 'displayName', g."displayName")
          ORDER BY w."groupId" <> ${groupId}, g."displayName" COLLATE "und-x-icu", w."groupId")
        FROM microsoft_graph_group_member w LEFT JOIN microsoft_graph_group g ON g.id = w."groupId"
        WHERE w."memberId" = u.id AND w."groupId" = ANY(${groups}::text[])) AS through`,
      joins: Prisma.sql`JOIN microsoft_graph_user u ON u.id = p.id`,
      extent: { from: Prisma.sql`SELECT u.*, ${key} AS key FROM microsoft_graph_user u`, alias: "u", condition },
    },
    place,
    limit,
  });
}

/** The group and all groups nested in it. UNION and not UNION ALL: groups may be nested in a circle. */
async function groupsWithin(db: Database, groupId: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `WITH RECURSIVE within AS (
       SELECT $1::text AS id
       UNION
       SELECT m."memberId" FROM within w
       JOIN microsoft_graph_group_member m ON m."groupId" = w.id AND m."memberType" = 'group'
     ) SELECT id FROM within`,
    [groupId],
  );
  return rows.map((row) => row.id);
}
