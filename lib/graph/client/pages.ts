import { AppError } from "../../errors.ts";
import type { ReadItem } from "./collection-bytes.ts";
import type { GraphSession } from "./graph.ts";
import { asCollection, asObject, type RawObject } from "./objects.ts";

export type Page<T> = {
  /** May be empty although more pages follow. */
  items: T[];
  /** `@odata.count`, on the first page of a listing that asked for it. */
  count?: number;
  nextLink?: string;
  deltaLink?: string;
  /** From 1. */
  number: number;
};

type PageOptions<T> = {
  /** Sent with every page: Graph does not remember them (`ConsistencyLevel`, `Prefer`). */
  headers?: Record<string, string>;
  /** Whether the next page is asked for while one is worked on; yes unless said. Many listings side by side need it not. */
  isAhead?: boolean;
  /** Reads one item; without it an item is checked for its id alone. */
  read?: (item: RawObject) => T;
  /** Reads one item from its bytes, instead of `read`. */
  item?: ReadItem<T>;
};

const timesToFollow = 5;

/**
 * Every page of a listing, one after the other, from a path or from a stored link; ends with the page that has no next
 * link. What an item is, whether one comes twice, and whether an end is believed, is the caller's; so is starting over
 * after `isExpiredPage`.
 *
 * @throws AppError `graph-failed` when a page has no `value`, an item no id, a link leads elsewhere or in a circle.
 */
export function pages(
  session: GraphSession,
  firstPath: string,
  options?: { headers?: Record<string, string> },
): AsyncGenerator<Page<RawObject>>;
export function pages<T>(
  session: GraphSession,
  firstPath: string,
  options: PageOptions<T> & ({ read: (item: RawObject) => T } | { item: ReadItem<T> }),
): AsyncGenerator<Page<T>>;
export async function* pages<T>(
  session: GraphSession,
  firstPath: string,
  { headers, isAhead = true, read, ...options }: PageOptions<T> = {},
): AsyncGenerator<Page<T | RawObject>> {
  const what = `the listing ${firstPath.split("?")[0]}`;
  const parse = (bytes: Buffer): T | RawObject => {
    const object = asObject(JSON.parse(bytes.toString()), { what });
    return read ? read(object) : object;
  };
  const item = options.item ?? parse;
  const followed = new Map<string, number>();
  const ask = (link: string): Promise<unknown> => {
    const times = followed.get(link) ?? 0;
    // An empty page may lead on by the link that led to it; a circle would be read for ever.
    if (times >= timesToFollow) throw new AppError("graph-failed", `Microsoft Graph answered ${what} in a circle.`);
    followed.set(link, times + 1);
    const answer = session.get(link, { headers, item });
    // Heard where it is awaited; a listing that is given up in the middle leaves it unheard.
    answer.catch(() => {});
    return answer;
  };
  let asked: Promise<unknown> | undefined = ask(firstPath);
  for (let number = 1; asked !== undefined; number += 1) {
    const body = asCollection(await asked, { what });
    const nextLink = text(body["@odata.nextLink"]);
    const goOn = nextLink === undefined ? undefined : () => ask(nextLink);
    // The next page is asked for while this one is worked on: the network is most of the time of a listing.
    const early = isAhead ? goOn?.() : undefined;
    const count = body["@odata.count"];
    yield {
      items: body.value as (T | RawObject)[],
      count: typeof count === "number" ? count : undefined,
      nextLink,
      deltaLink: text(body["@odata.deltaLink"]),
      number,
    };
    asked = early ?? goOn?.();
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
