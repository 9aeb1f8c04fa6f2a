import type { Context } from "../context.ts";
import { personHistory } from "../directory/history.ts";
import { objectIdOf } from "../directory/model.ts";
import { findPerson } from "../directory/users.ts";
import { AppError } from "../errors.ts";
import { accountDeletedAt } from "../graph/client/deleted-users.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { resolveGroup } from "../graph/client/groups.ts";
import { findUser, findUsersByMail, type GraphUser } from "../graph/client/users.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { wholeRunKinds } from "../graph/sync/ledger.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { groupWays } from "./group-ways.ts";
import { personId } from "./person-id.ts";
import { explainUser } from "./user-explanation.ts";
import type { GroupToSync, MirrorCopy, UserFacts, UserLookup } from "./user-facts.ts";

type Asked = { asked: string; signal?: AbortSignal };

/**
 * Looks one person up on both sides, by Graph object id, sign-in name or mail address.
 *
 * @throws AppError `not-found` when neither side knows them; those of Microsoft Graph.
 */
export async function lookUpUser(context: Context, { asked, signal }: Asked): Promise<UserLookup> {
  const facts = await findFacts(context, { asked, signal });
  if (facts) return { ...facts, explanation: explainUser(facts) };
  throw new AppError(
    "not-found",
    `Neither the directory nor the copy knows "${asked}". Give the object id, or the userPrincipalName as Entra shows it.`,
  );
}

/**
 * Everything that is known of one person on both sides; undefined when neither knows them. A deleted account the copy
 * never had is known by its object id alone: its sign-in name is free for others.
 *
 * @throws AppError those of Microsoft Graph.
 */
export async function findFacts(context: Context, { asked, signal }: Asked): Promise<UserFacts | undefined> {
  const { leftOut } = await effectiveSettings(context);
  const session = context.graph.session({ signal, longestWait: personWaits }).leavingOut(leftOut.value);
  const named = await findByName(session, asked);
  const id = named?.id.toLowerCase() ?? (await personId(context, { idOrName: asked }));
  if (id === undefined) return undefined;
  const mirror = await findCopy(context, { id });
  // The sign-in name may be an old one: the mirror's id finds the account under its new name.
  const directory = named ?? (mirror && !objectIdOf(asked) ? await findUser(session, mirror.id) : undefined) ?? null;
  const deletedAt = directory ? undefined : await accountDeletedAt(session, id);
  if (!directory && !mirror && deletedAt === undefined) return undefined;
  const groupToSync = await resolveGroupToSync(context, session);
  return {
    asked,
    directory,
    mirror,
    accountDeletedAt: deletedAt ?? null,
    groupToSync,
    ...(await membershipOf(session, { directory, groupToSync })),
    ...(await traces(context, { id })),
  };
}

async function findByName(session: GraphSession, asked: string): Promise<GraphUser | undefined> {
  const user = await findUser(session, asked);
  if (user || !asked.includes("@")) return user;
  const [found, another] = await findUsersByMail(session, asked);
  return another ? undefined : found;
}

async function findCopy(context: Context, { id }: { id: string }): Promise<MirrorCopy | null> {
  const person = await findPerson(context, { id });
  if (!person) return null;
  const supervision = await context.db.prisma.microsoftGraphUserSupervisor.findUnique({ where: { userId: id } });
  return {
    ...person,
    supervisorId: supervision?.supervisorId ?? null,
    supervisorDisplayName: supervision?.supervisorDisplayName ?? null,
  };
}

async function resolveGroupToSync(context: Context, session: GraphSession): Promise<GroupToSync> {
  const setting = (await effectiveSettings(context)).groupToSync.value;
  if (setting === undefined) return { state: "unset" };
  if (setting === "*") return { state: "everyone" };
  const resolution = await resolveGroup(session, setting);
  switch (resolution.state) {
    case "found":
      return { state: "found", id: resolution.group.id.toLowerCase(), displayName: resolution.group.displayName };
    case "missing":
      return { state: "missing", setting };
    case "ambiguous":
      return { state: "ambiguous", setting, ids: resolution.groups.map((group) => group.id) };
  }
}

async function membershipOf(
  session: GraphSession,
  { directory, groupToSync }: { directory: GraphUser | null; groupToSync: GroupToSync },
): Promise<Pick<UserLookup, "membership" | "path" | "otherWays">> {
  const without = { path: [], otherWays: { count: 0, isExact: true, first: [] } };
  if (!directory) return { membership: "account-missing", ...without };
  if (groupToSync.state === "everyone") return { membership: "member", ...without };
  if (groupToSync.state !== "found") return { membership: "unknown", ...without };
  const { isMember, path, others } = await groupWays(session, { userId: directory.id, groupId: groupToSync.id });
  return { membership: isMember ? "member" : "not-member", path, otherWays: others };
}

async function traces(
  { db }: Context,
  { id }: { id: string },
): Promise<Pick<UserFacts, "held" | "lastChange" | "lastRun">> {
  const [waiting, history, whole] = await Promise.all([
    db.prisma.syncHeldRemoval.findFirst({ where: { userId: id, state: "waiting" }, orderBy: { runId: "desc" } }),
    personHistory({ db }, { id, limit: 50 }),
    db.prisma.syncRun.findFirst({
      where: { kind: { in: wholeRunKinds }, state: { in: ["succeeded", "held"] } },
      orderBy: { id: "desc" },
      select: { id: true, finishedAt: true },
    }),
  ]);
  return {
    held: waiting ? { run: waiting.runId, reason: waiting.reason } : null,
    lastChange: history.entries[0] ?? null,
    lastRun: whole?.finishedAt ? { run: whole.id, at: whole.finishedAt } : null,
  };
}
