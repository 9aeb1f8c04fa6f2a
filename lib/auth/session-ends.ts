import type { Database } from "../db/database.ts";
import { sessionSeconds } from "./session-claims.ts";

/** Which sessions end: one sign-in, all of a person's in whatever browser, or everyone's. */
export type EndedSessions = { sessionId: string } | { objectId: string } | "everyone";

/** Ends sessions that began before `at`, for every instance that uses this database. */
export async function endSessions({ db }: { db: Database }, { which, at }: { which: EndedSessions; at: Date }) {
  const subject = subjectOf(which);
  // By itself a session lives no longer than that, so what was ended before has no cookie left that it would concern.
  const forgotten = new Date(at.getTime() - 2 * sessionSeconds * 1000);
  await db.prisma.sessionEnd.deleteMany({ where: { endedAt: { lt: forgotten } } });
  await db.prisma.sessionEnd.upsert({
    where: { subject },
    create: { subject, endedAt: at },
    update: { endedAt: at },
  });
}

/** Before when a session must have begun to be over; undefined when nothing ended it. */
export async function readSessionEnd(
  { db }: { db: Database },
  { sessionId, objectId }: { sessionId?: string; objectId: string },
): Promise<Date | undefined> {
  const subjects = ["everyone", subjectOf({ objectId }), ...(sessionId ? [subjectOf({ sessionId })] : [])];
  const { _max } = await db.prisma.sessionEnd.aggregate({
    where: { subject: { in: subjects } },
    _max: { endedAt: true },
  });
  return _max.endedAt ?? undefined;
}

function subjectOf(which: EndedSessions): string {
  if (which === "everyone") return which;
  return "sessionId" in which ? `session:${which.sessionId}` : `person:${which.objectId}`;
}
