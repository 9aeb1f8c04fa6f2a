import { openToken, sealToken } from "../odata/page-token.ts";
import { type Answer, ok } from "./answer.ts";
import { badRequest, Refusal } from "./refusal.ts";
import { contextOf, type GraphRequest, graphUrl } from "./request.ts";

/** What one delta query tracks, fixed by its first call and carried by every link after it. */
export type Tracked = { collection: "users" | "groups"; select?: readonly string[]; ids?: readonly string[] };

/** One round: everything there is, or the changes from one position of the change log to another. */
export type Round = Tracked & { from: number | "everything"; to: number; minimal: boolean };

/** Where a page begins: after this object, or within it after this member. */
export type Position = { object: number; member?: number };

export type Page = { value: Record<string, unknown>[]; next: Position | undefined };

type LinkState = Tracked & { made: number } & (
    | { link: "delta"; since: number; epoch: number }
    | { link: "next"; round: Round; position: Position }
  );

const week = 7 * 86_400_000;
export const start: Position = { object: -1 };

/**
 * The part users and groups have in common: first calls, next links, delta links, their expiry. A round ends with a delta
 * link that starts where the round started, so that what changed while it was read is told again: merging is idempotent.
 */
export function answerDelta(
  request: GraphRequest,
  kind: { track: () => Tracked; page: (round: Round, position: Position) => Page },
): Answer {
  const { query, tenant } = request;
  refuseUnsupported(request);
  const set = kindOfPath(request);
  if (query.skiptoken !== undefined) {
    const state = stateOf(request, query.skiptoken);
    if (state.link !== "next") throw gone(request);
    return pageAnswer(request, state.round, state.position, kind.page);
  }
  const { deltatoken } = query;
  if (deltatoken !== undefined && deltatoken !== "" && deltatoken.toLowerCase() !== "latest") {
    const { link: _link, made, since, epoch, ...tracked } = deltaState(request, deltatoken);
    if (epoch !== tenant.deltaEpoch) throw gone(request);
    if (tenant.now().getTime() - made > week) throw expired();
    const minimal = /return=minimal/i.test(request.headers.get("prefer") ?? "");
    return pageAnswer(request, { ...tracked, from: since, to: tenant.directory.log.length, minimal }, start, kind.page);
  }
  const tracked = kind.track();
  const round: Round = { ...tracked, from: "everything", to: tenant.directory.log.length, minimal: false };
  if (deltatoken?.toLowerCase() === "latest" && request.quirk !== "first-round-instead")
    return ok({ "@odata.context": contextOf(request, set), ...deltaLink(request, round), value: [] });
  return pageAnswer(request, round, start, kind.page);
}

function pageAnswer(
  request: GraphRequest,
  round: Round,
  position: Position,
  page: (round: Round, position: Position) => Page,
): Answer {
  const { value, next } = page(round, position);
  const empty = request.quirk === "empty-page";
  const repeated = request.quirk === "overlapping-pages" && next ? { object: Math.max(-1, next.object - 5) } : next;
  const onward = empty ? position : repeated;
  const vanishes =
    request.quirk === "both-links-vanish" || (request.quirk === "next-link-vanishes" && next !== undefined);
  const link = vanishes ? {} : onward ? nextLink(request, round, onward) : deltaLink(request, round);
  return ok({ "@odata.context": contextOf(request, round.collection), ...link, value: empty ? [] : value });
}

function refuseUnsupported({ query }: GraphRequest): void {
  for (const option of ["expand", "top", "orderby", "search"] as const) {
    if (query[option] !== undefined)
      throw badRequest(`The query option '$${option}' is not supported for a delta query.`);
  }
  if (query.count) throw badRequest("The query option '$count' is not supported for a delta query.");
}

/** At most fifty `id eq '…'`, joined by `or`: nothing else filters a delta query. */
export function trackedIds(filter: string | undefined): { ids?: readonly string[] } {
  if (filter === undefined) return {};
  const ids = filter
    .split(/\s+or\s+/i)
    .map((part) => /^\s*\(?\s*id\s+eq\s+'([^']+)'\s*\)?\s*$/i.exec(part)?.[1]?.toLowerCase());
  const named = ids.filter((id): id is string => id !== undefined);
  if (named.length !== ids.length)
    throw badRequest("Invalid filter clause: only 'id eq' filters joined by 'or' are supported for a delta query.");
  if (named.length > 50) throw badRequest("A delta query can be filtered by at most 50 objects.");
  return { ids: named };
}

function nextLink(request: GraphRequest, round: Round, position: Position) {
  return {
    "@odata.nextLink": linkTo(request, "$skiptoken", {
      link: "next",
      ...trackedOf(round),
      round,
      position,
      made: request.tenant.now().getTime(),
    }),
  };
}

function deltaLink(request: GraphRequest, round: Round) {
  const { tenant } = request;
  const state: LinkState = {
    link: "delta",
    ...trackedOf(round),
    since: round.to,
    epoch: tenant.deltaEpoch,
    made: tenant.now().getTime(),
  };
  return { "@odata.deltaLink": linkTo(request, "$deltatoken", state) };
}

/** Options are in the token and nowhere else in the link. */
function linkTo(request: GraphRequest, parameter: string, state: LinkState): string {
  return `${graphUrl(request, `${state.collection}/delta`)}?${parameter}=${sealToken(request.tenant.tokenKey, state)}`;
}

function trackedOf({ collection, select, ids }: Tracked): Tracked {
  return { collection, ...(select ? { select } : {}), ...(ids ? { ids } : {}) };
}

function deltaState(request: GraphRequest, token: string) {
  const state = stateOf(request, token);
  if (state.link !== "delta") throw gone(request);
  return state;
}

/** A link that another tenant made, or this one before it was restarted, is told to start over. */
function stateOf(request: GraphRequest, token: string): LinkState {
  const state = openToken(request.tenant.tokenKey, token) as LinkState | undefined;
  if (state?.collection !== kindOfPath(request)) throw gone(request);
  return state;
}

function kindOfPath(request: GraphRequest): Tracked["collection"] {
  return request.segments[0]?.toLowerCase() === "groups" ? "groups" : "users";
}

function gone(request: GraphRequest): Refusal {
  const location = `${graphUrl(request, `${kindOfPath(request)}/delta`)}?$deltatoken=`;
  return new Refusal(410, "resyncRequired", {
    message: "Resync required. Restart with a full synchronization.",
    headers: { location },
  });
}

function expired(): Refusal {
  const message =
    "The sync state generation is not found. The delta token is expired and data must be synchronized again.";
  return new Refusal(400, "syncStateNotFound", { message });
}
