import type pg from "pg";
import type { Actor } from "../audit/model.ts";
import { recordAudit } from "../audit/record.ts";

/** Whose tokens: of one person, or of everybody who was removed before a moment. */
type People = { id: string } | { removedBefore: Date };

/**
 * Revokes the access tokens of those whose account is disabled or deleted in Entra, and notes each. To be called before
 * the copy forgets these people: without the row nothing would say any more that their maker is gone, and the tokens
 * would open again.
 */
export async function revokeLeftTokens(
  client: pg.ClientBase,
  { people, at, by }: { people: People; at: Date; by: Actor },
): Promise<void> {
  const [condition, value] = "id" in people ? ["u.id = $2", people.id] : [`u."deletedAt" < $2`, people.removedBefore];
  const { rows } = await client.query<{ id: number; name: string }>(
    `UPDATE access_token t SET "revokedAt" = $1 FROM microsoft_graph_user u
     WHERE ${condition} AND t."createdById" = u.id AND t."revokedAt" IS NULL
       AND (u."deletedReason" = 'account-deleted' OR NOT u."accountEnabled")
     RETURNING t.id, t.name`,
    [at, value],
  );
  for (const { id, name } of rows) {
    await recordAudit(client, { at, by, event: { kind: "token-revoked", token: id, name } });
  }
}
