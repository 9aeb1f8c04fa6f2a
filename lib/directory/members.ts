import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { Presence } from "./model.ts";
import type { Listing } from "./page-query.ts";

/** A direct member of a group. Only people and groups of the mirror have a name here. */
export type Member = {
  id: string;
  /** user, group, device, orgContact, servicePrincipal */
  type: string;
  displayName: string | null;
  userPrincipalName: string | null;
  mail: string | null;
  presence: Presence;
};

/**
 * One page of a group's direct members by name.
 *
 * @throws AppError `bad-input` for a cursor of another list.
 */
export function listMembers(
  { db }: { db: Database },
  { groupId, place, limit }: { groupId: string; place: Place; limit: number },
): Promise<Page<Member>> {
  const listing: Listing = {
    source: Prisma.sql`
      SELECT m."memberId" AS id, coalesce(u."displayName", g."displayName", '') COLLATE "und-x-icu" AS key
      FROM microsoft_graph_group_member m
      LEFT JOIN microsoft_graph_user u ON u.id = m."memberId"
      LEFT JOIN microsoft_graph_group g ON g.id = m."memberId"
      WHERE m."groupId" = ${groupId}`,
    keyType: "text",
    sort: "displayName",
    direction: "asc",
    columns: Prisma.sql`p.id, m."memberType" AS type, coalesce(u."displayName", g."displayName") AS "displayName",
      u."userPrincipalName", coalesce(u.mail, g.mail) AS mail,
      CASE WHEN u.id IS NULL AND g.id IS NULL THEN 'outside'
        WHEN coalesce(u."deletedAt", g."deletedAt") IS NULL THEN 'live' ELSE 'removed' END AS presence`,
    joins: Prisma.sql`
      JOIN microsoft_graph_group_member m ON m."memberId" = p.id AND m."groupId" = ${groupId}
      LEFT JOIN microsoft_graph_user u ON u.id = p.id
      LEFT JOIN microsoft_graph_group g ON g.id = p.id`,
    extent: "few",
  };
  return listPage<Member>(db, { listing, place, limit });
}
