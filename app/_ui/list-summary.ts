import { count } from "#words/amounts.ts";
import { listWords } from "#words/lists.tsx";

type Shown = { first: number; last: number; total: number; totalIsExact: boolean };

/** "51–100 of 1,204": what of a list is shown, and what there is. */
export function shownOf({ first, last, total, totalIsExact }: Shown): string {
  const { none, noneOf, range, moreThan } = listWords.shown;
  if (total === 0) return none;
  const all = totalIsExact ? count(total) : moreThan(total);
  return last === 0 || first > last ? noneOf(all) : range(first, last, all);
}
