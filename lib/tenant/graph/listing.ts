import type { PropertyTable } from "../directory/properties.ts";
import { positionAfter } from "../directory/sorted-numbers.ts";
import { filterTest, type Test, type Values } from "../odata/filter.ts";
import type { Filter } from "../odata/filter-syntax.ts";
import { searchTest } from "../odata/search.ts";
import type { Answer } from "./answer.ts";
import { plain } from "./answer.ts";
import { answerPage, type Listing } from "./pages.ts";
import { badRequest, unsupportedQuery } from "./refusal.ts";
import type { GraphRequest } from "./request.ts";

/** A collection before `$filter`, `$search` and `$orderby` are applied to it. */
export type Collection = Listing & {
  type: string;
  properties: PropertyTable;
  valuesOf: (number: number) => Values;
  /** Numbers a filter can name directly (by id, say), so that not everybody has to be looked at. */
  candidates?: (filter: Filter) => Candidates | undefined;
};

/** Ascending numbers among which are all that pass a filter; `exact` when all of them pass. */
export type Candidates = { numbers: readonly number[]; exact: boolean };

/** Answers a page of a collection, or refuses what Graph takes only with `ConsistencyLevel: eventual`. */
export function answerListing(request: GraphRequest, collection: Collection): Answer {
  checkConsistency(request);
  const narrowed = narrow(request, collection);
  return answerPage(request, request.query.orderby ? sorted(request, narrowed) : narrowed);
}

/** Answers `/$count`: a plain number, which Graph gives only to advanced queries. */
export function answerCount(request: GraphRequest, collection: Collection): Answer {
  if (!request.query.eventual) throw badRequest("$count is not currently supported.");
  return plain(String(narrow(request, collection).total()));
}

function checkConsistency({ query }: GraphRequest): void {
  if (query.search !== undefined && !query.eventual) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  if (query.count && !query.eventual) throw badRequest("$count is not currently supported.");
  const advanced = query.eventual && (query.count || query.search !== undefined);
  if (query.orderby && !advanced) {
    if (query.filter !== undefined) throw unsupportedQuery("Sorting not supported for current query.");
    if (!["displayName", "userPrincipalName"].includes(query.orderby.property))
      throw unsupportedQuery("Sorting not supported for current query.");
  }
  if (query.expand && advanced) throw unsupportedQuery("Unsupported Query.");
}

function narrow(request: GraphRequest, collection: Collection): Collection {
  const tests: Test[] = [];
  const { filter, search, eventual, count } = request.query;
  let { after, total } = collection;
  if (filter !== undefined) {
    const segment = request.segments.at(-1) === "$count";
    const read = filterTest(filter, {
      ...collection,
      advanced: eventual && (count || segment || search !== undefined),
    });
    const named = collection.candidates?.(read.filter);
    if (!named?.exact) tests.push(read.test);
    if (named) {
      after = (cursor) => from(named.numbers, cursor);
      total = () => named.numbers.length;
    }
  }
  if (search !== undefined) tests.push(searchTest(search));
  if (tests.length === 0) return { ...collection, after, total };
  const passing = function* (cursor: number) {
    for (const number of after(cursor)) {
      const values = collection.valuesOf(number);
      if (tests.every((test) => test(values))) yield number;
    }
  };
  return { ...collection, after: passing, total: () => [...passing(-1)].length };
}

function* from(numbers: readonly number[], cursor: number): Generator<number> {
  for (let at = positionAfter(numbers, cursor); at < numbers.length; at += 1) yield numbers[at] ?? 0;
}

/** Sorting needs everything at once; the order is kept for the pages that follow, until the directory changes. */
function sorted(request: GraphRequest, collection: Collection): Listing {
  const { property = "displayName", descending = false } = request.query.orderby ?? {};
  if (!collection.properties.has(property))
    throw badRequest(`Could not find a property named '${property}' on type 'microsoft.graph.${collection.type}'.`);
  const { tenant } = request;
  const key = `${request.path}?${request.query.written}`;
  const known = tenant.orders.get(key);
  const order =
    known?.version === tenant.directory.log.length ? known.numbers : ordered(collection, { property, descending });
  if (tenant.orders.size > 20) tenant.orders.clear();
  tenant.orders.set(key, { version: tenant.directory.log.length, numbers: order });
  return { ...collection, sorted: true, after: (position) => order.slice(position + 1), total: () => order.length };
}

function ordered(
  collection: Collection,
  { property, descending }: { property: string; descending: boolean },
): number[] {
  const keyed = [...collection.after(-1)].map((number) => ({
    number,
    key: String(collection.valuesOf(number)[property] ?? "").toLowerCase(),
  }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.number - b.number));
  return keyed.map(({ number }) => number);
}
