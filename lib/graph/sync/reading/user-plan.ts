/** The first page of the listing of users: how many it held, and how long it took from asking to the parsed page. */
export type PageSeen = { users: number; ms: number };

/** One request by id carries 20 queries of 15 ids; four requests are under way at once. */
const peopleByRequest = 300;
const requestsAtOnce = 4;

/**
 * Each of the 20 queries counts as a request of 2 units. The smallest tenant has 3,500 units in 10 seconds for one
 * application: asking by id faster than this would be throttled.
 */
const unitsByRequest = 40;
const unitsPerSecond = 350;

/** How long reading the whole directory page after page will take. */
function listingMs(directory: number | undefined, { users, ms }: PageSeen): number {
  if (directory === undefined) return Number.POSITIVE_INFINITY;
  return Math.ceil(directory / Math.max(1, users)) * ms;
}

/** How long asking for the members by their ids will take, by the line's speed and by Microsoft's quota. */
function askingByIdMs(members: number, { ms }: PageSeen): number {
  const requests = Math.ceil(members / peopleByRequest);
  return Math.max((requests / requestsAtOnce) * ms, ((requests * unitsByRequest) / unitsPerSecond) * 1_000);
}

/** Slices cost rounds of counts before the first of them is read, and their lanes are never all full to the end. */
const roundsOfCounts = 8;
const lanesInUse = 16;

/** How long reading the directory in slices side by side will take. */
function slicesMs(directory: number | undefined, page: PageSeen): number {
  return listingMs(directory, page) / lanesInUse + roundsOfCounts * page.ms;
}

/** A listing of seconds is not worth the counts of slices, nor the dear requests by id. */
const shortMs = 5_000;

/** A page that comes sooner is no matter of waiting but of work, which slices only add to. */
const waitedForMs = 100;

export function isWorthSlicing(directory: number | undefined, page: PageSeen): boolean {
  const whole = listingMs(directory, page);
  const isSlow = page.ms > waitedForMs && whole > shortMs;
  return directory !== undefined && isSlow && slicesMs(directory, page) < whole;
}

/** The quickest way to the user objects of so many members, or (members undefined) of everyone. */
export function quickestPlan(
  { members, directory, isFirst }: { members: number | undefined; directory: number | undefined; isFirst: boolean },
  page: PageSeen,
): "listing" | "slices" | "by-id" {
  if (listingMs(directory, page) <= shortMs) return "listing";
  const isSliced = isFirst && isWorthSlicing(directory, page);
  const listing = isSliced ? slicesMs(directory, page) : listingMs(directory, page);
  if (members !== undefined && askingByIdMs(members, page) < listing) return "by-id";
  return isSliced ? "slices" : "listing";
}
