import { type Facets, userFacets } from "#lib/commands/users.ts";
import type { Context } from "#lib/context.ts";
import type { UserFilters } from "#lib/directory/schema.ts";

/** A list does not wait longer for the numbers beside its choices; counting a million takes a second or two, once a change. */
const patienceMs = 400;

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

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, patienceMs, "late");
  });
  // What fails after that is asked for again by whoever comes next, and told to them.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
