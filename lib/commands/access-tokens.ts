import { recordAudit } from "../audit/record.ts";
import { bearerOf, digestOfToken, makeAccessToken } from "../auth/access-token.ts";
import { type Admin, actorOf } from "../auth/viewer.ts";
import { type ActingContext, type Context, inTheNameOf } from "../context.ts";
import { accountOf } from "../directory/account.ts";
import { AppError } from "../errors.ts";
import { inTransaction } from "../graph/sync/transaction.ts";
import { takeAllowance } from "./rate-limit.ts";

/** Days a token may be good for. */
export const tokenDays = [30, 90, 365] as const;

/** Whether a token opens the door now, or why not. `maker-gone`: the account of whoever made it is disabled or deleted. */
export type TokenState = "good" | "over" | "revoked" | "maker-gone";

export type AccessToken = {
  id: number;
  name: string;
  /** Its last four characters. */
  ending: string;
  createdByName: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  state: TokenState;
};

declare const admitted: unique symbol;

/** A program that showed a good token. Only `admitProgram` makes one. */
export type Program = { readonly token: number; readonly name: string; readonly [admitted]: true };

const dayMs = 24 * 60 * 60 * 1_000;
const minuteMs = 60 * 1_000;

/** Every token that was ever made, newest first. */
export async function accessTokens(context: Context): Promise<AccessToken[]> {
  const rows = await context.db.prisma.accessToken.findMany({ orderBy: { id: "desc" } });
  return await Promise.all(
    rows.map(async ({ digest: _, createdById, revokedAt, ...row }) => ({
      ...row,
      state: await stateOf(context, { createdById, revokedAt, ...row }),
    })),
  );
}

/** Makes a token for a program that reads. @returns the token itself, which nobody can be shown again */
export async function createAccessToken(
  context: ActingContext,
  { viewer, name, days }: { viewer: Admin; name: string; days: number },
): Promise<{ token: string; name: string; expiresAt: Date }> {
  const at = context.now();
  const expiresAt = new Date(at.getTime() + days * dayMs);
  const { token, digest, ending } = makeAccessToken();
  const by = actorOf(viewer);
  await inTransaction(context.db, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO access_token (name, digest, ending, "createdById", "createdByName", "createdAt", "expiresAt")
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [name, digest, ending, by.id, by.name, at, expiresAt],
    );
    const made = { kind: "token-made", token: rows[0]?.id ?? 0, name, until: expiresAt.toISOString() } as const;
    await recordAudit(client, { at, by, event: made });
  });
  return { token, name, expiresAt };
}

/**
 * Ends a token at once; one that is revoked already stays as it is.
 *
 * @throws AppError `not-found`
 */
export async function revokeAccessToken(
  context: ActingContext,
  { viewer, id }: { viewer: Admin; id: number },
): Promise<void> {
  const at = context.now();
  await inTransaction(context.db, async (client) => {
    const { rows } = await client.query<{ name: string; revokedAt: Date | null }>(
      `SELECT name, "revokedAt" FROM access_token WHERE id = $1 FOR UPDATE`,
      [id],
    );
    const [token] = rows;
    if (!token) throw new AppError("not-found", "There is no such access token. Look at the list again.");
    if (token.revokedAt) return;
    await client.query(`UPDATE access_token SET "revokedAt" = $2 WHERE id = $1`, [id, at]);
    const event = { kind: "token-revoked", token: id, name: token.name } as const;
    await recordAudit(client, { at, by: actorOf(viewer), event });
  });
}

export type ProgramAnswer =
  | { state: "admitted"; program: Program; context: Context }
  | { state: "refused" }
  /** Seconds after which it may be asked again. */
  | { state: "too-often"; seconds: number };

/**
 * Lets a program in by its `Authorization` header, and counts the call. What it does is not noted in the audit log call
 * by call: that the token was made is, with who may be asked about it, and the list shows when it was last used.
 */
export async function admitProgram(
  context: ActingContext,
  { authorization, address }: { authorization: string | null; address: string },
): Promise<ProgramAnswer> {
  const shown = bearerOf(authorization);
  const found = shown && (await context.db.prisma.accessToken.findUnique({ where: { digest: digestOfToken(shown) } }));
  const state = found ? await stateOf(context, found) : "unknown";
  if (!found || state !== "good") {
    const seconds = await takeAllowance(context, { what: "token-guess", who: address });
    if (seconds !== undefined) return { state: "too-often", seconds };
    if (found) await noteRefused(context, { token: found.id, name: found.name, reason: state });
    return { state: "refused" };
  }
  const seconds = await takeAllowance(context, { what: "token", who: String(found.id) });
  if (seconds !== undefined) return { state: "too-often", seconds };
  await noteUse(context, found);
  const actor = { name: `${found.name} (access token ${found.id})` };
  const program = { token: found.id, name: found.name } as Program;
  return { state: "admitted", program, context: inTheNameOf(actor, context) };
}

type Standing = { createdById: string; expiresAt: Date; revokedAt: Date | null };

/** Whoever left must not leave a key behind: a token is worth what its maker's account is. */
async function stateOf(context: Context, { createdById, expiresAt, revokedAt }: Standing): Promise<TokenState> {
  if (revokedAt) return "revoked";
  if (expiresAt <= context.now()) return "over";
  const account = await accountOf(context, { id: createdById });
  const isGone = account?.accountEnabled === false || account?.deletedReason === "account-deleted";
  return isGone ? "maker-gone" : "good";
}

async function noteRefused(
  { db, now }: Context,
  { token, name, reason }: { token: number; name: string; reason: string },
): Promise<void> {
  await recordAudit(db.pool, { at: now(), by: { name }, event: { kind: "token-refused", token, reason } });
}

/** To the minute: a row that is written at every call would be the busiest of all. */
async function noteUse({ db, now }: Context, { id, lastUsedAt }: { id: number; lastUsedAt: Date | null }) {
  const at = now();
  if (lastUsedAt && at.getTime() - lastUsedAt.getTime() < minuteMs) return;
  await db.prisma.accessToken.update({ where: { id }, data: { lastUsedAt: at } });
}
