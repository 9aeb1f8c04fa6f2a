import { supervisorSql, userSql } from "../staging/columns.ts";
import { stagedMemberships } from "./mirror-memberships.ts";

/*
 * What a run changes about people, as lines: who, which kind, which field, before and after. Each SELECT reads the
 * difference between the staged people and the mirror, so it has to run before the mirror is written. The
 * history and the plan of a preview are made of the same lines: what a person applies is what they looked at.
 */

/** The lines of people whom the run read, new, returned or changed: `id, step, kind, field, before, after`. */
export const changedPeopleLines = `
  SELECT i.id, 0 AS step, CASE WHEN u.id IS NULL THEN 'created' ELSE 'restored' END AS kind,
    NULL AS field, u."deletedReason" AS before, NULL AS after
  FROM sync_staged_user i LEFT JOIN microsoft_graph_user u ON u.id = i.id
  WHERE u.id IS NULL OR u."deletedAt" IS NOT NULL
  UNION ALL
  SELECT i.id, 1, 'updated', c.field, c.before, c.after
  FROM sync_staged_user i JOIN microsoft_graph_user u ON u.id = i.id
    CROSS JOIN LATERAL (VALUES ${userSql.beforeAfter("u", "i")}) AS c(field, before, after)
  WHERE ${userSql.differs("u", "i")} AND c.before IS DISTINCT FROM c.after
  UNION ALL
  SELECT i.id, 2, 'supervisor', 'supervisorId', s."supervisorId", i."supervisorId"
  FROM sync_staged_user i JOIN microsoft_graph_user u ON u.id = i.id
    LEFT JOIN microsoft_graph_user_supervisor s ON s."userId" = i.id
  WHERE i."supervisorId" IS DISTINCT FROM s."supervisorId"`;

/** What is known of people who would be new. The history leaves it out: it is their row. */
export const newPeopleFields = `
  SELECT i.id, 1 AS step, 'created' AS kind, c.field, NULL AS before, c.after
  FROM sync_staged_user i LEFT JOIN microsoft_graph_user u ON u.id = i.id
    CROSS JOIN LATERAL (VALUES ${userSql.asTexts("i")}, ${supervisorSql.asTexts("i")}) AS c(field, after)
  WHERE u.id IS NULL AND c.after <> ''`;

/** Who would go. `$2` ids, `$3` reasons. */
export const removedPeopleLines = `
  SELECT u.id, 0 AS step, 'removed' AS kind, NULL AS field, NULL AS before, r.reason AS after
  FROM unnest($2::text[], $3::text[]) AS r(id, reason) JOIN microsoft_graph_user u ON u.id = r.id
  WHERE u."deletedAt" IS NULL`;

/**
 * Who would leave or join a group of the scope, of the people the mirror has. `$4`, `$5`: groups and members of the
 * memberships that were not read; `$6`: the groups that were; `$7`: those whose changes are told (`toldGroupsOf`). As in `writeMemberships` a deleted account keeps its own.
 */
export const membershipLines = `
  SELECT m."memberId" AS id, 3 AS step, 'membership' AS kind, m."groupId" AS field, 'member' AS before, NULL AS after
  FROM unnest($4::text[], $5::text[]) AS g("groupId", "memberId")
    JOIN microsoft_graph_group_member m ON m."groupId" = g."groupId" AND m."memberId" = g."memberId"
    JOIN microsoft_graph_user u ON u.id = m."memberId"
  WHERE m."memberType" = 'user' AND ($7::text[] IS NULL OR m."groupId" = ANY($7::text[])) AND NOT (m."groupId" = ANY($6::text[]) AND (
    EXISTS (SELECT 1 FROM unnest($2::text[], $3::text[]) AS r(id, reason)
      WHERE r.id = m."memberId" AND r.reason = 'account-deleted')
    OR u."deletedReason" IS NOT DISTINCT FROM 'account-deleted' AND NOT EXISTS (SELECT 1 FROM sync_staged_user i WHERE i.id = u.id)))
  UNION ALL
  SELECT i."memberId", 3, 'membership', i."groupId", NULL, 'member'
  FROM (${stagedMemberships}) AS i JOIN microsoft_graph_user u ON u.id = i."memberId"
    LEFT JOIN microsoft_graph_group_member o ON o."groupId" = i."groupId" AND o."memberId" = i."memberId"
  WHERE i."memberType" = 'user' AND ($7::text[] IS NULL OR i."groupId" = ANY($7::text[])) AND o."memberType" IS DISTINCT FROM i."memberType"`;
