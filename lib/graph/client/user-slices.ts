import type { ReadItem } from "./collection-bytes.ts";
import type { GraphSession } from "./graph.ts";
import { mostAtOnce } from "./in-parallel.ts";
import { pages } from "./pages.ts";
import { planUsers, type Slice, type SlicePlan } from "./slice-plan.ts";
import { type SlicedPage, type SlicedReading, slicedPages } from "./sliced-pages.ts";
import { type GraphUser, readUserBytes, shapeFor } from "./users.ts";

/** Three pages of the size that most tenants cut listings with `$expand` to. */
const threePages = 300;

/**
 * Where a tenant does not cut them: as many lanes as there may be hold ten thousand users at once, some 50 MB. Larger
 * pages save requests that are not missed, since it is the slowest lane that takes the time.
 */
const pageSize = 300;

/**
 * How all users of the directory can be read as disjoint slices side by side, by how their names begin; with fewer than
 * two times `smallest` they are better read page after page. Costs some 50 to 300 counts, 20 a request. Throws as
 * `GraphSession.get` does.
 */
export function planUserSlices(
  session: GraphSession,
  { lanes = mostAtOnce, smallest = threePages }: { lanes?: number; smallest?: number } = {},
): Promise<SlicePlan> {
  return planUsers(session, {
    listing: "/users",
    probe: (filter) => ({ id: "probe", method: "GET", url: `${pathOf(session, { filter, expected: 0 })}&$top=1` }),
    lanes,
    smallest,
  });
}

type SlicedUsers = { slices: readonly Slice[] } & SlicedReading;

/** The users of all slices with their managers. See `slicedPages`. */
export function slicedUserPages(session: GraphSession, reading: SlicedUsers): AsyncGenerator<SlicedPage<GraphUser>>;
/** The same, each user as `item` reads it from the bytes that came. */
export function slicedUserPages<T>(
  session: GraphSession,
  reading: SlicedUsers & { item: ReadItem<T> },
): AsyncGenerator<SlicedPage<T>>;
export function slicedUserPages<T>(
  session: GraphSession,
  { slices, item, ...reading }: SlicedUsers & { item?: ReadItem<T> },
): AsyncGenerator<SlicedPage<T | GraphUser>> {
  return slicedPages(session, {
    ...reading,
    slices,
    list: (abreast, slice, link) =>
      pages<T | GraphUser>(abreast, link ?? `${pathOf(session, slice)}&$top=${pageSize}`, {
        item: item ?? readUserBytes,
        isAhead: false,
      }),
  });
}

// No ConsistencyLevel: it would ask an index that lags, and $expand is refused together with it.
function pathOf(session: GraphSession, { filter }: Slice): string {
  return `/users?${filter ? `$filter=${filter}&` : ""}${shapeFor(session)}`;
}
