import { addressWith, type SearchParams } from "./address.ts";
import { shownOf } from "./list-summary.ts";
import { Pager } from "./pager.tsx";

type Shown = {
  first: number;
  last: number;
  total: number;
  totalIsExact: boolean;
  previous?: string;
  next?: string;
};

/** The pager of a list that keeps its place in `after` and `before`. */
export function ListPager({ path, search, page }: { path: string; search: SearchParams; page: Shown }) {
  const at = (place: { after?: string; before?: string }) =>
    addressWith(path, { from: search, change: { after: undefined, before: undefined, ...place } });
  const isFirst = page.first <= 1 && page.previous === undefined;
  return (
    <Pager
      summary={shownOf(page)}
      first={isFirst ? undefined : at({})}
      previous={page.previous === undefined ? undefined : at({ before: page.previous })}
      next={page.next === undefined ? undefined : at({ after: page.next })}
    />
  );
}
