import { findGroup, numberOf } from "../directory/directory.ts";
import { directMembers, transitiveMembers } from "../directory/memberships.ts";
import { groupProperties } from "../directory/properties.ts";
import type { GroupRecord } from "../directory/records.ts";
import { groupSelection } from "../odata/select.ts";
import { type Answer, ok } from "./answer.ts";
import { answerCount, answerListing, type Collection } from "./listing.ts";
import { answerObjects } from "./objects.ts";
import { allowOptions } from "./pages.ts";
import { mayRead, requireOneOf } from "./permissions.ts";
import { notFound, unsupportedQuery } from "./refusal.ts";
import { contextOf, type GraphRequest } from "./request.ts";

export function listGroups(request: GraphRequest): Answer {
  requireOneOf(request, "groups");
  allowOptions(request, "select", "top", "filter", "orderby", "search");
  return answerListing(request, allGroups(request));
}

export function countGroups(request: GraphRequest): Answer {
  requireOneOf(request, "groups");
  allowOptions(request, "filter", "search");
  return answerCount(request, allGroups(request));
}

export function getGroup(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "groups");
  allowOptions(request, "select");
  const { record } = liveGroup(request, id);
  const render = groupSelection(request.query.select);
  return ok({
    "@odata.context": contextOf(request, "groups").concat("/$entity"),
    ...render({ kind: "group", values: record }),
  });
}

export function listMembers(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  return answerMembers(request, { id, numbers: directMembers });
}

export function listTransitiveMembers(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  return answerMembers(request, { id, numbers: transitiveMembers });
}

/** Nobody owns a group here; the collection is there because callers ask for it. */
export function listOwners(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "groups");
  liveGroup(request, id);
  return answerObjects(request, []);
}

/**
 * Hidden memberships look empty, not forbidden, to a token without Member.Read.Hidden. A Microsoft 365 group holds users
 * alone, and Graph refuses a cast to anything else.
 */
function answerMembers(request: GraphRequest, { id, numbers }: { id: string; numbers: typeof directMembers }): Answer {
  requireOneOf(request, "groups");
  const { number, record } = liveGroup(request, id);
  const [kind] = request.segments.filter((segment) => segment.startsWith("microsoft.graph."));
  if (record.groupTypes.includes("Unified") && kind && !/\.user$/i.test(kind)) {
    // "An attempt to filter by an OData cast that represents an unsupported member type returns a 400 Bad Request".
    throw unsupportedQuery("The specified cast is not supported for the members of this group.");
  }
  const hidden = record.visibility === "HiddenMembership" && !mayRead(request, "hiddenMembers");
  return answerObjects(request, hidden ? [] : numbers(request.tenant.directory, number));
}

function liveGroup(request: GraphRequest, id: string): { number: number; record: GroupRecord } {
  const { directory } = request.tenant;
  const number = findGroup(directory, id);
  const record = number === undefined ? undefined : directory.groups.get(number);
  if (number === undefined || !record) throw notFound(id);
  return { number, record };
}

function allGroups(request: GraphRequest): Collection {
  const { directory } = request.tenant;
  const render = groupSelection(request.query.select);
  const record = (number: number) => directory.groups.get(number) ?? missing(number);
  return {
    set: "groups",
    type: "group",
    properties: groupProperties,
    after: function* (cursor) {
      for (const number of directory.groups.keys()) if (number > cursor) yield number;
    },
    total: () => directory.groups.size,
    valuesOf: record,
    candidates: (filter) => {
      if (filter.kind !== "compare" || filter.property !== "id" || filter.operator !== "eq") return undefined;
      const number = numberOf(directory, String(filter.literal));
      return { numbers: number !== undefined && directory.groups.has(number) ? [number] : [], exact: true };
    },
    render: (number) => render({ kind: "group", values: record(number) }),
  };
}

function missing(number: number): never {
  throw new Error(`Group ${number} was listed and then not found.`);
}
