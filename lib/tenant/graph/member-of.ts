import { findGroup, findUser, idOf, numberOf, objectOf } from "../directory/directory.ts";
import { groupsOf, transitiveGroupsOf } from "../directory/memberships.ts";
import { type Answer, ok } from "./answer.ts";
import { answerObjects } from "./objects.ts";
import { requireOneOf } from "./permissions.ts";
import { badRequest, notFound } from "./refusal.ts";
import { type GraphRequest, graphUrl } from "./request.ts";

/** In which groups an object is: asked of users, groups, and objects of any kind. */

export function listMemberOf(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users", "groups");
  return answerObjects(request, groupsOf(request.tenant.directory, memberNumber(request, id)));
}

export function listTransitiveMemberOf(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users", "groups");
  return answerObjects(request, transitiveGroupsOf(request.tenant.directory, memberNumber(request, id)));
}

/** Which of at most twenty groups the object is in, directly or through others. */
export function checkMemberGroups(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  requireOneOf(request, "groups");
  const { groupIds } = (request.body ?? {}) as { groupIds?: unknown };
  if (!Array.isArray(groupIds) || groupIds.length === 0)
    throw badRequest("Invalid value specified for property 'groupIds' of resource 'DirectoryObject'.");
  if (groupIds.length > 20)
    throw badRequest("Too many values specified for property 'groupIds': at most 20 are allowed.");
  const { directory } = request.tenant;
  const within = new Set(transitiveGroupsOf(directory, memberNumber(request, id)));
  return answerIds(
    request,
    groupIds.map(String).filter((group) => within.has(numberOf(directory, group) ?? -1)),
  );
}

/** The ids of all groups the object is in, directly or through others. */
export function getMemberGroups(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  requireOneOf(request, "groups");
  const { directory } = request.tenant;
  const { securityEnabledOnly } = (request.body ?? {}) as { securityEnabledOnly?: unknown };
  const groups = transitiveGroupsOf(directory, memberNumber(request, id)).filter(
    (group) => securityEnabledOnly !== true || directory.groups.get(group)?.securityEnabled,
  );
  return answerIds(
    request,
    groups.map((group) => idOf(directory, group)),
  );
}

function answerIds(request: GraphRequest, value: readonly string[]): Answer {
  return ok({ "@odata.context": graphUrl(request, "$metadata#Collection(Edm.String)"), value });
}

function memberNumber(request: GraphRequest, id: string): number {
  const { directory } = request.tenant;
  const collection = request.segments[0]?.toLowerCase();
  const anything = () => {
    const number = numberOf(directory, id);
    return number !== undefined && objectOf(directory, number) ? number : undefined;
  };
  const number =
    collection === "users" ? findUser(directory, id) : collection === "groups" ? findGroup(directory, id) : anything();
  if (number === undefined) throw notFound(id);
  return number;
}
