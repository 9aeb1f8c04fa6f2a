import type { Context } from "../context.ts";
import { type ChartPerson, chartBranch, chartPath, chartTops } from "../directory/chart.ts";
import type { Page } from "../directory/keyset.ts";
import { objectIdOf } from "../directory/model.ts";
import type { BranchQuery } from "../directory/schema.ts";

export type { ChartPerson } from "../directory/chart.ts";

/** Some of the people below somebody, or of where the chart begins. */
export type Branch = {
  people: ChartPerson[];
  total: number;
  /** Cursor of the people that follow; absent when these are the last. */
  next?: string;
};

/**
 * A chart with one person in sight: where it begins, and the branches that are open on the way down to them.
 * `hasMoreAbove`: others are above where it begins, and a chart of that first person shows them.
 */
export type Chart = { person?: ChartPerson; tops: Branch; open: Record<string, Branch>; hasMoreAbove: boolean };

const atOnce = 50;

/**
 * One branch of the chart, or a page of it.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export async function branch(context: Context, { supervisor, after }: BranchQuery): Promise<Branch> {
  const place = { after };
  if (supervisor === undefined) return branchOf(await chartTops(context, { place, limit: atOnce }));
  return branchOf(await chartBranch(context, { supervisor, place, limit: atOnce }));
}

/**
 * The chart from its beginnings, or from the one beginning above `person` with every branch down to them open. Undefined
 * when nobody of that object id is known.
 */
export async function chart(context: Context, { person }: { person?: string }): Promise<Chart | undefined> {
  if (person === undefined) return { tops: await branch(context, {}), open: {}, hasMoreAbove: false };
  const id = objectIdOf(person);
  const { way, isCut } = id === undefined ? { way: [], isCut: false } : await chartPath(context, { id });
  const [top] = way;
  if (!top) return undefined;
  const open: Record<string, Branch> = {};
  for (const [index, { id: supervisor, people }] of way.entries()) {
    if (people > 0) open[supervisor] = withNext(await branch(context, { supervisor }), way[index + 1]);
  }
  return { person: way.at(-1), tops: { people: [top], total: 1 }, open, hasMoreAbove: isCut };
}

/** Whoever is next on the way stands after the first page, if not in it. */
function withNext(found: Branch, next: ChartPerson | undefined): Branch {
  if (!next || found.people.some(({ id }) => id === next.id)) return found;
  return { ...found, people: [...found.people, next] };
}

function branchOf({ rows, total, next }: Page<ChartPerson>): Branch {
  // What of a row is shown, without the keys of the list it came from.
  return { people: rows.map(personOf), total, next };
}

function personOf(row: ChartPerson): ChartPerson {
  const { id, displayName, userPrincipalName, jobTitle, department, presence, type } = row;
  const { accountEnabled, people, below, isTop, isInCircle } = row;
  return {
    ...{ id, displayName, userPrincipalName, jobTitle, department, presence, type },
    ...{ accountEnabled, people, below, isTop, isInCircle },
  };
}
