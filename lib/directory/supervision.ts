import { Prisma } from "../db/generated/client.ts";
import type { PersonReference, Presence } from "./model.ts";

/** Joins the supervisor of the people `u`: `r` is the supervision, `s` the supervisor's own row where there is one. */
export const supervisionJoins = Prisma.sql`
  LEFT JOIN microsoft_graph_user_supervisor r ON r."userId" = u.id
  LEFT JOIN microsoft_graph_user s ON s.id = r."supervisorId"`;

/**
 * The supervisor of `r` and `s` under the names of the CSV columns. A live row says it best. The display copy is what
 * Graph said at the last change of the supervision, and all there is for somebody outside the group to sync.
 */
export const supervisionColumns = Prisma.sql`
  r."supervisorId" AS "supervisorId",
  CASE WHEN s.id IS NOT NULL AND s."deletedAt" IS NULL THEN s."displayName"
    ELSE coalesce(r."supervisorDisplayName", s."displayName") END AS "supervisorDisplayName",
  CASE WHEN s.id IS NOT NULL AND s."deletedAt" IS NULL THEN s."userPrincipalName"
    ELSE coalesce(r."supervisorUserPrincipalName", s."userPrincipalName") END AS "supervisorUserPrincipalName"`;

/** `Presence` of a left-joined user row. */
export function presenceOf(alias: string): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`CASE WHEN ${row}.id IS NULL THEN 'outside' WHEN ${row}."deletedAt" IS NULL THEN 'live' ELSE 'removed' END`;
}

/** What the columns above answer. */
export type SupervisionRow = {
  supervisorId: string | null;
  supervisorDisplayName: string | null;
  supervisorUserPrincipalName: string | null;
  supervisorPresence: Presence;
};

export function supervisorOf(row: SupervisionRow): PersonReference | undefined {
  if (row.supervisorId === null) return undefined;
  return {
    id: row.supervisorId,
    displayName: row.supervisorDisplayName,
    userPrincipalName: row.supervisorUserPrincipalName,
    presence: row.supervisorPresence,
  };
}
