import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "../db/database.ts";
import { type ConsentAttempt, type ConsentOutcome, type ConsentProblem, consentOutcomeSchema } from "./model.ts";

/** How long an admin may take at Microsoft's page. */
const lifetimeMs = 10 * 60 * 1_000;
/** Walks that nobody came back from are of no interest after a day. */
const keptUnusedMs = 24 * 60 * 60 * 1_000;

/** The person and the one sign-in that a walk belongs to: another session of the same person does not do. */
export type ConsentSession = { personId: string; sessionId: string };

/**
 * Begins a walk and returns its state: 256 random bits of which we keep only a hash, good for one answer within ten
 * minutes in the session that began.
 */
export async function beginAttempt(
  { db }: { db: Database },
  { session, startedBy, now }: { session: ConsentSession; startedBy: string; now: Date },
): Promise<{ state: string }> {
  const state = randomBytes(32).toString("base64url");
  await db.prisma.consentAttempt.deleteMany({
    where: { usedAt: null, expiresAt: { lt: new Date(now.getTime() - keptUnusedMs) } },
  });
  await db.prisma.consentAttempt.create({
    data: {
      id: randomUUID(),
      stateHash: hash(state),
      sessionHash: sessionHash(session),
      startedBy,
      startedAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  });
  return { state };
}

export type ClaimedAttempt = { state: "claimed"; id: string } | { state: "refused"; problem: ConsentProblem };

/**
 * Takes a state that came back. It is marked as used in the statement that finds it, so of two answers with one state
 * only one is looked at; an answer in a foreign session uses nothing up.
 */
export async function claimAttempt(
  { db }: { db: Database },
  { state, session, now }: { state: string; session: ConsentSession; now: Date },
): Promise<ClaimedAttempt> {
  const stateHash = hash(state);
  const [claimed] = await db.prisma.consentAttempt.updateManyAndReturn({
    where: { stateHash, sessionHash: sessionHash(session), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { id: true },
  });
  if (claimed) return { state: "claimed", id: claimed.id };
  const found = await db.prisma.consentAttempt.findUnique({ where: { stateHash } });
  if (!found) return { state: "refused", problem: "unknown" };
  if (found.sessionHash !== sessionHash(session)) return { state: "refused", problem: "foreign" };
  return { state: "refused", problem: found.usedAt ? "used" : "expired" };
}

/** Writes down how a walk ended, or what a later look found. */
export async function recordOutcome(
  { db }: { db: Database },
  { id, outcome }: { id: string; outcome: ConsentOutcome },
): Promise<void> {
  await db.prisma.consentAttempt.update({ where: { id }, data: { outcome } });
}

/** The newest walk that ended, whoever began it. */
export async function lastAttempt({ db }: { db: Database }): Promise<ConsentAttempt | undefined> {
  const rows = await db.prisma.consentAttempt.findMany({
    where: { usedAt: { not: null } },
    orderBy: { usedAt: "desc" },
    take: 1,
  });
  const [row] = rows;
  // A walk that is being answered this moment, or whose process was killed, has no outcome; neither does an unreadable one.
  const outcome = row ? consentOutcomeSchema.safeParse(row.outcome).data : undefined;
  if (!row || !outcome) return undefined;
  return { id: row.id, startedBy: row.startedBy, startedAt: row.startedAt, outcome };
}

function sessionHash({ personId, sessionId }: ConsentSession): string {
  return hash(`${personId}\n${sessionId}`);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
