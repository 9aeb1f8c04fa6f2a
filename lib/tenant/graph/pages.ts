import { openToken, sealToken } from "../odata/page-token.ts";
import type { Query } from "../odata/query.ts";
import { type Answer, ok } from "./answer.ts";
import { badRequest, Refusal } from "./refusal.ts";
import { contextOf, type GraphRequest, graphUrl } from "./request.ts";

/** What a listing walks over: object numbers, ascending, or a fixed order when sorted. */
export type Listing = {
  /** Name of the entity set in `@odata.context`. */
  set: string;
  /** Numbers after a cursor: an object number, or a position where the listing is sorted. The first cursor is -1. */
  after: (cursor: number) => Iterable<number>;
  sorted?: boolean;
  total: () => number;
  render: (number: number) => unknown;
};

/** The query is kept as it was written, and read again with every page. */
export type PageState = { path: string; written: string; after: number };

/** The state behind the `$skiptoken` of a request; undefined on a first page. The token's query is the one that counts. */
export function continued(request: GraphRequest): PageState | undefined {
  const { skiptoken } = request.query;
  if (skiptoken === undefined) return undefined;
  const state = openToken(request.tenant.tokenKey, skiptoken) as PageState | undefined;
  if (!state || state.path !== request.path.toLowerCase()) {
    throw new Refusal(400, "Directory_ExpiredPageToken", {
      message: "The specified page token value has expired and can no longer be included in your request.",
    });
  }
  return state;
}

/** Answers one page of a listing. `@odata.count` is on the first page only, as with Graph. */
export function answerPage(request: GraphRequest, listing: Listing): Answer {
  const cursor = continued(request)?.after ?? -1;
  const first = request.query.skiptoken === undefined;
  const size = pageSize(request);
  const { numbers, more } =
    request.quirk === "empty-page" ? { numbers: [], more: true } : take(listing.after(cursor), size);
  const body: Record<string, unknown> = { "@odata.context": contextOf(request, listing.set) };
  if (request.query.count && first) body["@odata.count"] = listing.total();
  if (more && request.quirk !== "next-link-vanishes") {
    // An overlapping page begins again some objects before its predecessor ended: Graph is known to repeat some.
    const back = request.quirk === "overlapping-pages" ? Math.min(6, numbers.length) : 1;
    const last = listing.sorted ? cursor + numbers.length - back + 1 : numbers[numbers.length - back];
    body["@odata.nextLink"] = nextLink(request, last ?? cursor);
  }
  body.value = numbers.map(listing.render);
  return ok(body);
}

function pageSize(request: GraphRequest): number {
  const { pageLimit, expandPageLimit } = request.tenant;
  const largest = Math.min(pageLimit, request.query.expand ? expandPageLimit : 999);
  return Math.min(request.query.top ?? 100, largest);
}

function take(numbers: Iterable<number>, size: number): { numbers: number[]; more: boolean } {
  const taken: number[] = [];
  for (const number of numbers) {
    if (taken.length === size) return { numbers: taken, more: true };
    taken.push(number);
  }
  return { numbers: taken, more: false };
}

function nextLink(request: GraphRequest, after: number): string {
  const { written } = request.query;
  const state: PageState = { path: request.path.toLowerCase(), written, after };
  const token = sealToken(request.tenant.tokenKey, state);
  return `${graphUrl(request, request.path)}?${written ? `${written}&` : ""}$skiptoken=${token}`;
}

/** Refuses what a call does not take; which options it takes is the caller's list. */
export function allowOptions(request: GraphRequest, ...allowed: (keyof Query)[]): void {
  for (const option of ["select", "top", "expand", "filter", "orderby", "search"] as const) {
    if (request.query[option] !== undefined && !allowed.includes(option)) {
      throw badRequest(`The query specified in the URI is not valid. Query option '$${option}' is not allowed here.`);
    }
  }
}
