import { type Directory, idOf, numberOf, userRecord } from "../directory/directory.ts";
import { userProperties } from "../directory/properties.ts";
import type { UserRecord } from "../directory/records.ts";
import { mixedSelection, userSelection } from "../odata/select.ts";
import { type Answer, ok } from "./answer.ts";
import { answerCount, answerListing } from "./listing.ts";
import { mayReadKind, requireOneOf } from "./permissions.ts";
import { notFound } from "./refusal.ts";
import { contextOf, type GraphRequest, graphUrl } from "./request.ts";

/** Soft-deleted users: the place to tell "the account was deleted" from "the person left the group". */
export function listDeletedUsers(request: GraphRequest): Answer {
  requireOneOf(request, "users");
  const { directory } = request.tenant;
  const render = userSelection(request.query.select, "listing");
  const numbers = [...directory.deletedUsers.keys()].sort((a, b) => a - b);
  const collection = {
    set: "users",
    type: "user",
    properties: userProperties,
    after: (cursor: number) => numbers.filter((number) => number > cursor),
    total: () => numbers.length,
    valuesOf: (number: number) => deletedRecord(directory, number),
    render: (number: number) => render({ kind: "user" as const, values: deletedRecord(directory, number) }),
  };
  return request.segments.at(-1) === "$count" ? answerCount(request, collection) : answerListing(request, collection);
}

export function getDeletedUser(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  requireOneOf(request, "users");
  const { directory } = request.tenant;
  const number = numberOf(directory, id);
  if (number === undefined || !directory.deletedUsers.has(number)) throw notFound(id);
  const values = deletedRecord(directory, number);
  if (request.segments.at(-1)?.startsWith("microsoft.graph.")) {
    const render = userSelection(request.query.select, "single");
    return ok({
      "@odata.context": contextOf(request, "users").concat("/$entity"),
      ...render({ kind: "user", values }),
    });
  }
  const render = mixedSelection(request.query.select, mayReadKind(request));
  return ok({
    "@odata.context": graphUrl(request, "$metadata#directoryObjects/$entity"),
    ...render({ kind: "user", values }),
  });
}

/** Entra puts the id, without its dashes, before the name of a deleted user, so that the name can be used anew. */
function deletedRecord(directory: Directory, number: number): UserRecord & { deletedDateTime: string | null } {
  const record = userRecord(directory, number);
  const userPrincipalName = `${idOf(directory, number).replaceAll("-", "")}${record.userPrincipalName}`;
  return { ...record, userPrincipalName, deletedDateTime: directory.deletedUsers.get(number) ?? null };
}
