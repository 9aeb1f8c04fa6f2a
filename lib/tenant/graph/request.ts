import type { Query } from "../odata/query.ts";
import type { TenantState } from "../tenant-state.ts";
import type { Correlation } from "./answer.ts";

/** What a fault does to a page of a listing that is otherwise answered as usual. */
export type PageQuirk = (typeof pageQuirks)[number];

export const pageQuirks = [
  "next-link-vanishes",
  "empty-page",
  "overlapping-pages",
  "both-links-vanish",
  "first-round-instead",
] as const;

/** One call to Graph, alone or inside a batch, after its token was found good. */
export type GraphRequest = {
  tenant: TenantState;
  method: string;
  /** Scheme, host and port that the caller used: next and delta links are built on it. */
  origin: string;
  path: string;
  /** Path after /v1.0, split and decoded. */
  segments: readonly string[];
  query: Query;
  headers: Headers;
  roles: ReadonlySet<string>;
  body: unknown;
  quirk: PageQuirk | undefined;
  correlation: Correlation;
};

export function graphUrl(request: GraphRequest, path: string): string {
  return `${request.origin}/v1.0/${path}`;
}

/** `@odata.context` as Graph writes it: the entity set, the selected properties, and what was expanded. */
export function contextOf(request: GraphRequest, set: string): string {
  const { select, expand } = request.query;
  const named = [...(select ?? []), ...(expand ? [`${expand.relationship}()`] : [])];
  return graphUrl(request, `$metadata#${set}${named.length > 0 ? `(${named.join(",")})` : ""}`);
}
