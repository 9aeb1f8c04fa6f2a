import { recordAudit } from "../audit/record.ts";
import type { Witnesses } from "../auth/entrance.ts";
import { roleOf } from "../auth/role.ts";
import type { SessionClaims } from "../auth/session-claims.ts";
import { type EndedSessions, endSessions, readSessionEnd } from "../auth/session-ends.ts";
import type { SignInRefusal } from "../auth/sign-in-refusal.ts";
import { type Admin, actorOf, admit, type Known, type Viewer } from "../auth/viewer.ts";
import type { ActingContext, Context } from "../context.ts";
import { accountOf } from "../directory/account.ts";
import { reportOf } from "../errors.ts";
import { verifyMembership } from "../graph/client/membership.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { withinSeconds } from "./within-seconds.ts";

/** A person at the sign-in does not wait longer for Graph. */
const patienceSeconds = 10;

/** Who a session lets in, asked anew at every request: by its claims, the sign-outs since, and the copy's own account. */
export async function admitSession(
  context: Context,
  { claims }: { claims: SessionClaims },
): Promise<Viewer | undefined> {
  const known = await knownOf(context, claims);
  return admit(claims, { config: context.config, now: context.now(), known });
}

/**
 * Ends this one session, so that a copy of its cookie is worth nothing either, or with `everywhere` all sessions of the
 * person in whatever browser.
 */
export async function signOut(
  context: Context,
  { viewer, everywhere = false }: { viewer: Viewer; everywhere?: boolean },
): Promise<void> {
  await end(context, { viewer, which: everywhere ? { objectId: viewer.id } : { sessionId: viewer.sessionId } });
}

/** Ends the sessions of everyone, the admin's own too. */
export async function signOutEveryone(context: ActingContext, { viewer }: { viewer: Admin }): Promise<void> {
  await end(context, { viewer, which: "everyone" });
}

async function end(context: Context, { viewer, which }: { viewer: Viewer; which: EndedSessions }): Promise<void> {
  const at = context.now();
  await endSessions(context, { which, at });
  const scope = which === "everyone" ? "everyone" : "objectId" in which ? "everywhere" : undefined;
  const by = actorOf(viewer);
  await recordAudit(context.db.pool, { at, by, event: { kind: "signed-out", scope } });
}

/** What the door asks of this process. */
export function witnessesOf(open: () => Promise<Context>): Witnesses {
  return {
    known: async (about) => knownOf(await open(), about),
    isInGroup: async (about) => isInGroup(await open(), about),
    entered: async (claims) => noteEntrance(await open(), claims),
  };
}

async function knownOf(
  context: Context,
  { objectId, sessionId }: { objectId: string; sessionId?: string },
): Promise<Known> {
  const [endedAt, account] = await Promise.all([
    readSessionEnd(context, { objectId, sessionId }),
    accountOf(context, { id: objectId }),
  ]);
  return { endedAt, account };
}

/** Whatever keeps Entra from being asked is a no: a door that opens when nobody answers is none. */
async function isInGroup(
  { graph, log }: Context,
  { objectId, groupId }: { objectId: string; groupId: string },
): Promise<boolean> {
  try {
    const states = await withinSeconds(patienceSeconds, (signal) =>
      verifyMembership(graph.session({ signal, longestWait: personWaits }), { groupId, userIds: [objectId] }),
    );
    return states.get(objectId) === "member";
  } catch (error) {
    const { code, graphCode, requestId } = reportOf(error);
    log.error("the group of readers could not be looked at", { code, graphCode, requestId });
    return false;
  }
}

async function noteEntrance({ config, db, now }: Context, claims: SessionClaims): Promise<void> {
  const by = { id: claims.objectId, name: claims.userPrincipalName || claims.name };
  const role = roleOf(claims, config) ?? "none";
  await recordAudit(db.pool, { at: now(), by, event: { kind: "signed-in", role } });
}

/** What a visitor can bring about alone, as often as they like, is no event: it would only fill the log. */
const unremarkable: readonly SignInRefusal["reason"][] = ["interrupted", "cancelled", "asked-again"];

/** Notes a sign-in that was refused. */
export async function noteSignInRefused({ db, now }: Context, refusal: SignInRefusal): Promise<void> {
  const { reason, person, graphCode, requestId } = refusal;
  if (unremarkable.includes(reason)) return;
  const by = { name: person ?? "a visitor" };
  await recordAudit(db.pool, { at: now(), by, event: { kind: "sign-in-refused", reason, graphCode, requestId } });
}

/** Notes that a signed-in person asked for something only an admin may do; `what` is its address. */
export async function noteForbidden(
  { db, now }: Context,
  { viewer, what }: { viewer: Viewer; what: string },
): Promise<void> {
  const by = actorOf(viewer);
  await recordAudit(db.pool, { at: now(), by, event: { kind: "forbidden", what } });
}
