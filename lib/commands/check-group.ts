import type { Config } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { linkFromNow } from "../graph/client/delta.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { findGroup, type GraphGroup } from "../graph/client/groups.ts";
import { pathSegment } from "../graph/client/links.ts";
import { countTransitiveMembers } from "../graph/client/members.ts";
import { type NestedGroup, nestedGroups } from "../graph/client/nested-groups.ts";
import { asCollection } from "../graph/client/objects.ts";
import { resolveScope } from "../graph/sync/scope.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { type Finding, look, type Seen } from "./check-finding.ts";

const hiddenMembers = "Member.Read.Hidden";

/** Whether changes are told, whom a run would read, and whether it may see them. */
export async function* lookAtGroup(
  session: GraphSession,
  { config, db, roles }: { config: Config; db: Database; roles: string[] | undefined },
): AsyncGenerator<Finding> {
  const { graph } = config;
  yield (await look("delta", { graph, work: () => lookAtDelta(session) })).finding;
  const resolved = await look("group to sync", { graph, work: () => resolvedGroup(session, { config, db }) });
  yield resolved.finding;
  const group = resolved.value;
  if (group) {
    yield (await look("members", { graph, work: () => lookAtMembers(session, group) })).finding;
    yield (await look("hidden membership", { graph, work: () => lookAtVisibility(session, { group, roles }) })).finding;
  }
  const { memberships } = await effectiveSettings({ config, db });
  if (memberships.value !== "all") return;
  yield (await look("memberships", { graph, work: () => lookAtOtherGroups(db, { roles }) })).finding;
}

async function lookAtDelta(session: GraphSession): Promise<Seen> {
  try {
    await linkFromNow(session, "users");
    await linkFromNow(session, "groups");
    return { message: "Microsoft Graph tells what changed since a moment, of users and of groups." };
  } catch (error) {
    // A tenant without delta (B2C) is served by full runs; whatever else is wrong, a run would meet too.
    if (!(error instanceof AppError) || ![400, 404, 405, 501].includes(error.status ?? 0)) throw error;
    return {
      isConcern: true,
      message: `${error.message} Every run will read everything, because changes are not told.`,
    };
  }
}

/** Resolved as a run does it, so that the finding is what the next run would say. */
async function resolvedGroup(
  session: GraphSession,
  { config, db }: { config: Config; db: Database },
): Promise<Seen<GraphGroup | undefined>> {
  const setting = (await effectiveSettings({ config, db })).groupToSync.value;
  const { group } = await resolveScope(db, session, { groupSetting: setting });
  if (!group) return { message: "Every user of the directory.", value: undefined };
  const members = await countTransitiveMembers(session, group.id);
  const size = members === undefined ? "" : `, ${members} members of every kind, those of nested groups too`;
  return {
    message: `"${group.displayName ?? ""}" (${group.id})${size}.`,
    value: await findGroup(session, group.id),
  };
}

async function lookAtMembers(session: GraphSession, { id }: GraphGroup): Promise<Seen> {
  const path = `/groups/${pathSegment(id)}/transitiveMembers?$top=1&$select=id`;
  const { value } = asCollection(await session.get(path), { what: "members" });
  if (value.length > 0) return { message: "Microsoft Graph lists the group's members." };
  return {
    isConcern: true,
    message: "Microsoft Graph shows no member of the group: a run would refuse to empty the copy.",
  };
}

/**
 * A hidden list looks empty, or is refused; both would look like everybody leaving. Of a group nested in it the same holds
 * for the people who are in that one alone.
 */
async function lookAtVisibility(
  session: GraphSession,
  { group, roles }: { group: GraphGroup; roles: string[] | undefined },
): Promise<Seen> {
  const isGranted = roles?.includes(hiddenMembers);
  if (hides(group)) {
    if (isGranted) return { message: `The group hides its members, and ${hiddenMembers} is granted.` };
    if (roles === undefined)
      return { isConcern: true, message: `The group hides its members: ${hiddenMembers} must be granted.` };
    throw new AppError(
      "consent-missing",
      `The group "${group.displayName ?? ""}" hides its members, and the tenant has not granted ${hiddenMembers}: add that application permission to the app registration and get consent again, or choose another group.`,
    );
  }
  // Only users can be in a Microsoft 365 group.
  const nested = group.groupTypes.includes("Unified") ? [] : await nestedGroups(session, group.id);
  return nestedVisibility(nested, { isGranted });
}

function nestedVisibility(
  nested: readonly NestedGroup[] | undefined,
  { isGranted }: { isGranted: boolean | undefined },
): Seen {
  const itself = "The group does not hide its members";
  if (!nested) return { message: `${itself}; whether a group nested in it does, this tenant does not tell.` };
  if (nested.length === 0) return { message: `${itself}, and no group is nested in it.` };
  const hidden = nested.filter(hides);
  if (hidden.length === 0) return { message: `${itself}, nor does any group nested in it (${nested.length}).` };
  const names = hidden.map(({ id, displayName }) => `"${displayName ?? ""}" (${id})`).join(", ");
  if (isGranted)
    return { message: `${names}, nested in the group, hides its members, and ${hiddenMembers} is granted.` };
  return {
    isConcern: true,
    message: `${names}, nested in the group, hides its members: whoever is in the group only through it may be missing from the copy until ${hiddenMembers} is granted. Add that application permission to the app registration and get consent again.`,
  };
}

/** Of the groups as the last run saw them. */
async function lookAtOtherGroups({ pool }: Database, { roles }: { roles: string[] | undefined }): Promise<Seen> {
  const { rows } = await pool.query<{ groups: number; hidden: number }>(
    `SELECT count(*)::int AS groups, count(*) FILTER (WHERE visibility = 'HiddenMembership')::int AS hidden
     FROM microsoft_graph_group WHERE "deletedAt" IS NULL`,
  );
  const { groups = 0, hidden = 0 } = rows[0] ?? {};
  const copied = `Members of all groups (${groups} at the last run) are copied`;
  if (hidden === 0 || roles?.includes(hiddenMembers)) return { message: `${copied}.` };
  return {
    isConcern: true,
    message: `${copied}, but for ${hidden} that hide them: they are unknown here until ${hiddenMembers} is granted. Add that application permission to the app registration and get consent again.`,
  };
}

function hides({ visibility }: Pick<GraphGroup, "visibility">): boolean {
  return visibility?.toLowerCase() === "hiddenmembership";
}
