import type { Context } from "../context.ts";
import { personHistory } from "../directory/history.ts";
import { objectIdOf } from "../directory/model.ts";
import { findIdsByPrincipalName, findPerson } from "../directory/users.ts";
import { AppError } from "../errors.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { resolveGroup } from "../graph/client/groups.ts";
import { findUser, type GraphUser } from "../graph/client/users.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { groupPath } from "./group-path.ts";
import { explainUser } from "./user-explanation.ts";
import type { GroupToSync, MirrorCopy, UserFacts, UserLookup } from "./user-facts.ts";

/**
 * Looks one person up on both sides, by Graph object id or sign-in name.
 *
 * @throws AppError `not-found` when neither side knows them; those of Microsoft Graph.
 */
export async function lookUpUser(
  context: Context,
  { asked, signal }: { asked: string; signal?: AbortSignal },
): Promise<UserLookup> {
  const session = context.graph.session({ signal, longestWait: personWaits });
  const named = await findUser(session, asked);
  const id =
    named?.id.toLowerCase() ??
    objectIdOf(asked) ??
    (await findIdsByPrincipalName(context, { userPrincipalName: asked }))[0];
  const mirror = id ? await findCopy(context, { id }) : null;
  // The sign-in name may be an old one: the mirror's id finds the account under its new name.
  const directory = named ?? (mirror && !objectIdOf(asked) ? await findUser(session, mirror.id) : undefined) ?? null;
  if (!id || (!directory && !mirror)) {
    throw new AppError(
      "not-found",
      `Neither the directory nor the copy knows "${asked}". Give the object id, or the userPrincipalName as Entra shows it.`,
    );
  }
  const groupToSync = await resolveGroupToSync(context, session);
  const facts: UserFacts = {
    asked,
    directory,
    mirror,
    groupToSync,
    ...(await membershipOf(session, { directory, groupToSync })),
    ...(await traces(context, { id })),
  };
  return { ...facts, explanation: explainUser(facts) };
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
): Promise<Pick<UserLookup, "membership" | "path">> {
  if (!directory) return { membership: "account-missing", path: [] };
  if (groupToSync.state === "everyone") return { membership: "member", path: [] };
  if (groupToSync.state !== "found") return { membership: "unknown", path: [] };
  const { isMember, path } = await groupPath(session, { userId: directory.id, groupId: groupToSync.id });
  return { membership: isMember ? "member" : "not-member", path };
}

async function traces({ db }: Context, { id }: { id: string }): Promise<Pick<UserLookup, "held" | "lastChange">> {
  const [waiting, history] = await Promise.all([
    db.prisma.syncHeldRemoval.findFirst({ where: { userId: id, state: "waiting" }, orderBy: { runId: "desc" } }),
    personHistory({ db }, { id, limit: 50 }),
  ]);
  return {
    held: waiting ? { run: waiting.runId, reason: waiting.reason } : null,
    lastChange: history.entries[0] ?? null,
  };
}
