import type pg from "pg";
import { revokeLeftTokens } from "../../../privacy/left-tokens.ts";

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Deletes the people who were removed longer ago than they are to be kept, with their supervisor, their memberships,
 * their history and what previews and held runs said of them. Their name as somebody's supervisor goes too, unless Entra
 * still has them as the supervisor of somebody who is in the copy: then it is today's fact and no remainder. Their object
 * id stays in the history of those whom they supervised. Within the closing transaction and after its writes: whoever came
 * back in this run is no longer among them.
 *
 * Events of the audit log that are older than they are to be kept go with them.
 *
 * @returns how many people; 0 when people are kept for ever
 */
export async function deleteOutdated(
  client: pg.ClientBase,
  { retentionDays, auditRetentionDays, at }: Kept & { at: Date },
): Promise<number> {
  if (auditRetentionDays !== undefined) {
    await client.query("SELECT audit_event_forget($1)", [new Date(at.getTime() - auditRetentionDays * dayMs)]);
  }
  if (retentionDays === undefined) return 0;
  const removedBefore = new Date(at.getTime() - retentionDays * dayMs);
  await revokeLeftTokens(client, { people: { removedBefore }, at, by: { name: "retention" } });
  const { rows } = await client.query<{ people: number }>(deleteSql, [removedBefore]);
  const people = rows[0]?.people ?? 0;
  // Made anew by whoever looks at them next.
  if (people > 0) await client.query(forgetFiguresSql);
  return people;
}

const forgetFiguresSql =
  "WITH spans AS (DELETE FROM supervisor_span), missing AS (DELETE FROM supervisor_missing) DELETE FROM supervisor_span_summary";

/** In days; undefined is for ever. */
type Kept = { retentionDays: number | undefined; auditRetentionDays: number | undefined };

const deleteSql = `
  WITH outdated AS (
    DELETE FROM microsoft_graph_user WHERE "deletedAt" < $1 RETURNING id, "deletedReason"
  ), supervisors AS (
    DELETE FROM microsoft_graph_user_supervisor s USING outdated o WHERE s."userId" = o.id
  ), names AS (
    UPDATE microsoft_graph_user_supervisor s
    SET "supervisorDisplayName" = NULL, "supervisorUserPrincipalName" = NULL, "changedAt" = now(),
      "changeSeq" = nextval('microsoft_graph_change_seq')
    FROM outdated o, microsoft_graph_user u
    WHERE s."supervisorId" = o.id AND u.id = s."userId"
      AND (o."deletedReason" = 'account-deleted' OR u."deletedAt" IS NOT NULL)
      AND s."userId" NOT IN (SELECT id FROM outdated)
  ), memberships AS (
    DELETE FROM microsoft_graph_group_member m USING outdated o WHERE m."memberId" = o.id
  ), history AS (
    DELETE FROM microsoft_graph_user_change c USING outdated o WHERE c."userId" = o.id
  ), plans AS (
    DELETE FROM sync_plan_line l USING outdated o WHERE l."userId" = o.id
  ), decisions AS (
    DELETE FROM sync_held_removal h USING outdated o WHERE h."userId" = o.id
  )
  SELECT count(*)::int AS people FROM outdated`;
