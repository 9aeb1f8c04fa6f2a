import { count } from "./amounts.ts";

type Shown = { first: number; last: number; total: number; totalIsExact: boolean };

/** "51–100 of 1,204": what of a list is shown, and what there is. */
export function shownOf({ first, last, total, totalIsExact }: Shown): string {
  if (total === 0) return "None";
  const all = totalIsExact ? count(total) : `more than ${count(total)}`;
  return last === 0 || first > last ? `None of ${all}` : `${count(first)}–${count(last)} of ${all}`;
}
