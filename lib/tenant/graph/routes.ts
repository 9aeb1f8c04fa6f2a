import type { Answer } from "./answer.ts";
import { getDeletedUser, listDeletedUsers } from "./deleted-items.ts";
import { getByIds, getDirectoryObject } from "./directory-objects.ts";
import { countGroups, getGroup, listGroups, listMembers, listOwners, listTransitiveMembers } from "./groups.ts";
import { groupsDelta } from "./groups-delta.ts";
import { checkMemberGroups, getMemberGroups, listMemberOf, listTransitiveMemberOf } from "./member-of.ts";
import { getOrganization, listOrganization } from "./organization.ts";
import { denied } from "./permissions.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { GraphRequest } from "./request.ts";
import { countUsers, getManager, getUser, listDirectReports, listUsers } from "./users.ts";
import { usersDelta } from "./users-delta.ts";

/** A handler gets the values of the path's `{}` segments. */
type Handler = (request: GraphRequest, values: readonly string[]) => Answer;

/** The cost is in resource units, from Graph's page on throttling limits. */
type Route = { method: string; segments: readonly string[]; cost: number; handler: Handler };

const route = (method: string, path: string, handler: Handler, cost = 1): Route => ({
  method,
  segments: path.split("/"),
  cost,
  handler,
});

/** A path with the forms Graph has for collections of objects: plain, of one kind, and counted. */
const objects = (path: string, handler: Handler, cost = 1): Route[] =>
  ["", "/{kind}", "/$count", "/{kind}/$count"].map((form) => route("GET", `${path}${form}`, handler, cost));

/** What can be asked of every object that can be a member. */
const memberships = (path: string, cost: number): Route[] => [
  ...objects(`${path}/memberOf`, listMemberOf, cost),
  ...objects(`${path}/transitiveMemberOf`, listTransitiveMemberOf, cost),
  route("POST", `${path}/checkMemberGroups`, checkMemberGroups),
  route("POST", `${path}/getMemberGroups`, getMemberGroups),
];

/** Deleted groups take Group.Read.All, which no registration here asks for. */
const forbid: Handler = () => {
  throw denied();
};

const routes: readonly Route[] = [
  route("GET", "users", listUsers, 2),
  route("GET", "users/$count", countUsers),
  route("GET", "users/delta", usersDelta),
  route("GET", "users/{id}", getUser),
  route("GET", "users/{id}/manager", getManager),
  ...objects("users/{id}/directReports", listDirectReports),
  ...memberships("users/{id}", 1),
  route("GET", "groups", listGroups),
  route("GET", "groups/$count", countGroups),
  route("GET", "groups/delta", groupsDelta),
  route("GET", "groups/{id}", getGroup),
  ...objects("groups/{id}/members", listMembers, 3),
  ...objects("groups/{id}/transitiveMembers", listTransitiveMembers, 5),
  ...objects("groups/{id}/owners", listOwners, 2),
  ...memberships("groups/{id}", 2),
  route("GET", "organization", listOrganization),
  route("GET", "organization/{id}", getOrganization),
  route("GET", "directory/deletedItems/microsoft.graph.user", listDeletedUsers),
  route("GET", "directory/deletedItems/microsoft.graph.user/$count", listDeletedUsers),
  route("GET", "directory/deletedItems/microsoft.graph.group", forbid),
  route("GET", "directory/deletedItems/{id}", getDeletedUser),
  route("GET", "directory/deletedItems/{id}/microsoft.graph.user", getDeletedUser),
  route("POST", "directoryObjects/getByIds", getByIds, 3),
  route("GET", "directoryObjects/{id}", getDirectoryObject),
  ...memberships("directoryObjects/{id}", 1),
];

/** Answers one call, a batch excepted. @throws Refusal for paths and methods that are not served. */
export function dispatch(request: GraphRequest): Answer {
  const matching = routes.filter((one) => matches(one.segments, request.segments));
  const found = matching.find((one) => one.method === request.method);
  if (!found) throw unserved(request, matching.length > 0);
  const answer = found.handler(request, valuesOf(found.segments, request.segments));
  return { ...answer, headers: { ...answer.headers, "x-ms-resource-unit": String(costOf(found, request)) } };
}

/** Parts of Graph that exist and that no token of this tenant opens. */
const closed = new Set(
  "applications auditlogs contacts devices directory directoryobjects directoryroles domains groups organization serviceprincipals subscribedskus subscriptions users".split(
    " ",
  ),
);

/** Writing anywhere, and reading what the app has no permission for, is refused as Graph refuses it: by permission. */
function unserved(request: GraphRequest, isKnownPath: boolean): Refusal {
  const [first = ""] = request.segments;
  if (first.toLowerCase() === "me") {
    return new Refusal(400, "BadRequest", { message: "/me request is only valid with delegated authentication flow." });
  }
  const writes = request.method !== "GET";
  const elsewhere =
    closed.has(first.toLowerCase()) &&
    (writes || !/^(users|groups|organization|directory|directoryobjects)$/i.test(first));
  if (elsewhere || (isKnownPath && writes)) {
    return denied();
  }
  if (isKnownPath) {
    return new Refusal(405, "Request_BadRequest", {
      message: "Specified HTTP method is not allowed for the request target.",
    });
  }
  return badRequest(`Resource not found for the segment '${request.segments.at(-1) ?? ""}'.`);
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, at) => {
      const segment = segments[at] ?? "";
      if (part === "{kind}") return segment.startsWith("microsoft.graph.");
      // A `$count` or a cast is never the id of an object.
      if (part === "{id}") return !segment.startsWith("$") && !segment.startsWith("microsoft.graph.");
      return part.toLowerCase() === segment.toLowerCase();
    })
  );
}

function valuesOf(pattern: readonly string[], segments: readonly string[]): string[] {
  return segments.filter((_, at) => pattern[at] === "{id}");
}

function costOf({ cost }: Route, { query }: GraphRequest): number {
  const adjusted =
    cost - (query.select ? 1 : 0) + (query.expand ? 1 : 0) - (query.top !== undefined && query.top < 20 ? 1 : 0);
  return Math.max(1, adjusted);
}
