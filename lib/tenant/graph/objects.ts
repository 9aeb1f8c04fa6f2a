import { isLiveUser, kindOf, objectOf } from "../directory/directory.ts";
import type { PropertyTable } from "../directory/properties.ts";
import { type ObjectKind, propertiesOf } from "../directory/records.ts";
import { contains, positionAfter } from "../directory/sorted-numbers.ts";
import type { Filter } from "../odata/filter-syntax.ts";
import { groupSelection, mixedSelection, userSelection } from "../odata/select.ts";
import type { Answer } from "./answer.ts";
import { answerCount, answerListing, type Collection } from "./listing.ts";
import { namedUsers } from "./named-users.ts";
import { mayReadKind } from "./permissions.ts";
import { badRequest, unsupportedQuery } from "./refusal.ts";
import type { GraphRequest } from "./request.ts";

const everyProperty: PropertyTable = new Map(Object.values(propertiesOf).flatMap((table) => [...table]));

/**
 * Answers a collection of mixed kinds, given as ascending numbers, in the form the path asks for: all of them, only one
 * kind (`/microsoft.graph.user`), or their number (`/$count`). The last two, and any `$filter`, read an index that Graph
 * opens only to requests with `ConsistencyLevel: eventual` and `$count`.
 */
export function answerObjects(request: GraphRequest, numbers: readonly number[]): Answer {
  if (request.query.expand) throw unsupportedQuery("Unsupported Query.");
  const cast = castOf(request.segments);
  const counted = request.segments.at(-1) === "$count";
  const { eventual, count, filter } = request.query;
  const advanced = eventual && (count || counted);
  if (cast && !advanced) throw unsupportedQuery("Unsupported Query.");
  if (filter !== undefined && !advanced) {
    throw unsupportedQuery(
      "Operation is not supported: a filter on a relationship needs $count=true and the header 'ConsistencyLevel: eventual'.",
    );
  }
  const collection = cast ? castCollection(request, { numbers, kind: cast }) : mixedCollection(request, numbers);
  return counted ? answerCount(request, collection) : answerListing(request, collection);
}

function castOf(segments: readonly string[]): ObjectKind | undefined {
  const segment = segments.find((one) => one.startsWith("microsoft.graph."));
  if (!segment) return undefined;
  const name = segment.slice("microsoft.graph.".length).toLowerCase();
  const kind = (Object.keys(propertiesOf) as ObjectKind[]).find((one) => one.toLowerCase() === name);
  if (!kind) throw badRequest(`Resource not found for the segment '${segment}'.`);
  return kind;
}

function mixedCollection(request: GraphRequest, numbers: readonly number[]): Collection {
  const { directory } = request.tenant;
  const render = mixedSelection(request.query.select, mayReadKind(request));
  return {
    ...walk(request, numbers, () => true),
    set: "directoryObjects",
    type: "directoryObject",
    properties: everyProperty,
    render: (number) => render(objectOf(directory, number) ?? vanished(number)),
  };
}

function castCollection(
  request: GraphRequest,
  { numbers, kind }: { numbers: readonly number[]; kind: ObjectKind },
): Collection {
  const { directory } = request.tenant;
  const readable = mayReadKind(request)(kind);
  const { select } = request.query;
  const render =
    kind === "user"
      ? userSelection(select, "listing")
      : kind === "group"
        ? groupSelection(select)
        : mixedSelection(select, mayReadKind(request));
  return {
    ...walk(request, numbers, (number) => kindOf(directory, number) === kind),
    set: `${kind}s`,
    type: kind,
    properties: propertiesOf[kind],
    candidates: kind === "user" ? (filter) => membersNamed(request, { filter, numbers }) : undefined,
    render: (number) => {
      const object = objectOf(directory, number) ?? vanished(number);
      return render(readable ? object : { kind, values: { id: object.values.id } });
    },
  };
}

/** Members that a filter names, so that a slice of a large group does not look at all of them. */
function membersNamed(request: GraphRequest, { filter, numbers }: { filter: Filter; numbers: readonly number[] }) {
  const named = namedUsers(request.tenant.directory, filter);
  return named && { ...named, numbers: named.numbers.filter((number) => contains(numbers, number)) };
}

/** Soft-deleted users keep their place in a group, but are shown by none of these calls. */
function walk(request: GraphRequest, numbers: readonly number[], accepted: (number: number) => boolean) {
  const { directory } = request.tenant;
  const { people } = directory.population;
  const exists = (number: number) =>
    number < people ? isLiveUser(directory, number) : objectOf(directory, number) !== undefined;
  const shown = (number: number) => accepted(number) && exists(number);
  const after = function* (cursor: number) {
    for (let at = positionAfter(numbers, cursor); at < numbers.length; at += 1) {
      const number = numbers[at];
      if (number !== undefined && shown(number)) yield number;
    }
  };
  return {
    after,
    total: () => numbers.filter(shown).length,
    valuesOf: (number: number) => (objectOf(directory, number) ?? vanished(number)).values,
  };
}

function vanished(number: number): never {
  throw new Error(`Object ${number} was listed and then not found.`);
}
