import { type Facets, userFacets } from "#lib/commands/users.ts";
import type { Context } from "#lib/context.ts";
import type { UserFilters } from "#lib/directory/schema.ts";
import { inTime } from "../../_server/in-time.ts";

export type Counts =
  | { state: "counted"; facets: Facets }
  /** Nobody counts a search that finds too many: `known` are the values that there are, counted among everybody. */
  | { state: "too-many"; known?: Facets }
  | { state: "counting" };

/** What there is to say beside the choices when the list itself is ready. */
export async function countsInTime(context: Context, { filters }: { filters: UserFilters }): Promise<Counts> {
  const facets = await inTime(userFacets(context, filters));
  if (facets === "late") return { state: "counting" };
  if (facets) return { state: "counted", facets };
  const known = await inTime(userFacets(context, { state: "all" }));
  return { state: "too-many", known: known === "late" ? undefined : known };
}
