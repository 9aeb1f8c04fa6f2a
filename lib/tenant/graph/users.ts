import { directReportsOf, findUser, objectOf, supervisorOf, userRecord, usersAfter } from "../directory/directory.ts";
import { userProperties } from "../directory/properties.ts";
import type { DirectoryObject } from "../directory/records.ts";
import { mixedSelection, type Rendered, userSelection } from "../odata/select.ts";
import type { Answer } from "./answer.ts";
import { ok } from "./answer.ts";
import { answerCount, answerListing, type Collection } from "./listing.ts";
import { namedUsers } from "./named-users.ts";
import { answerObjects } from "./objects.ts";
import { allowOptions } from "./pages.ts";
import { mayReadKind, requireOneOf } from "./permissions.ts";
import { badRequest, notFound } from "./refusal.ts";
import { contextOf, type GraphRequest, graphUrl } from "./request.ts";

export function listUsers(request: GraphRequest): Answer {
  requireOneOf(request, "users");
  return answerListing(request, allUsers(request));
}

export function countUsers(request: GraphRequest): Answer {
  requireOneOf(request, "users");
  allowOptions(request, "filter", "search");
  return answerCount(request, allUsers(request));
}

export function getUser(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  allowOptions(request, "select", "expand");
  const number = liveUser(request, id);
  const render = withSupervisor(request, userSelection(request.query.select, "single"));
  return ok({ "@odata.context": contextOf(request, "users").concat("/$entity"), ...render(number) });
}

/** A user or an organisational contact; 404 in Graph's words when there is none. */
export function getManager(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  allowOptions(request, "select");
  const above = supervisorOf(request.tenant.directory, liveUser(request, id));
  const object = above === undefined ? undefined : objectOf(request.tenant.directory, above);
  if (!object) throw notFound("manager");
  const render = mixedSelection(request.query.select, mayReadKind(request));
  return ok({ "@odata.context": graphUrl(request, "$metadata#directoryObjects/$entity"), ...render(object) });
}

export function listDirectReports(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  return answerObjects(request, directReportsOf(request.tenant.directory, liveUser(request, id)));
}

function liveUser(request: GraphRequest, id: string): number {
  const number = findUser(request.tenant.directory, id);
  if (number === undefined) throw notFound(id);
  return number;
}

function allUsers(request: GraphRequest): Collection {
  const { directory } = request.tenant;
  return {
    set: "users",
    type: "user",
    properties: userProperties,
    after: (cursor) => usersAfter(directory, cursor),
    total: () => directory.userCount,
    valuesOf: (number) => userRecord(directory, number),
    candidates: (filter) => namedUsers(directory, filter),
    render: withSupervisor(request, userSelection(request.query.select, "listing")),
  };
}

/** Renders a user, with the supervisor inside when `$expand=manager` asks; who has none lacks the property altogether. */
function withSupervisor(
  request: GraphRequest,
  render: (object: DirectoryObject) => Rendered,
): (number: number) => Rendered {
  const { directory } = request.tenant;
  const user = (number: number) => render({ kind: "user", values: userRecord(directory, number) });
  const { expand } = request.query;
  if (!expand) return user;
  if (expand.relationship !== "manager") {
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${expand.relationship}' on type 'microsoft.graph.user'.`,
    );
  }
  const above = mixedSelection(expand.select, mayReadKind(request));
  const chain = (number: number, levels: number): { manager?: Rendered } => {
    const supervisor = levels > 0 ? supervisorOf(directory, number) : undefined;
    const object = supervisor === undefined ? undefined : objectOf(directory, supervisor);
    return object && supervisor !== undefined
      ? { manager: { ...above(object), ...chain(supervisor, levels - 1) } }
      : {};
  };
  return (number) => ({ ...user(number), ...chain(number, expand.levels) });
}
