import { AppError } from "../../errors.ts";
import { isExpiredPage } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import { asTheyCome, mostAtOnce } from "./in-parallel.ts";
import type { Page } from "./pages.ts";

/** A page of one slice. Stored together with what is on it, `page.nextLink` is where that slice goes on. */
export type SlicedPage<T> = { slice: number; page: Page<T> };

/** Where the slices of an earlier reading stand: a next link, or null for one that was read to its end. */
export type Places = ReadonlyMap<number, string | null>;

export type SlicedReading = {
  /** Slices read side by side, at most `mostAtOnce`. */
  limit?: number;
  /** From where to go on; slices that are not named begin at their beginning. */
  places?: Places;
};

const attempts = 5;

/**
 * The pages of all slices as they come, in any order, each with the number of its slice; with a page that has no next link
 * its slice ends. Whether everything was read is the caller's to prove by the count: a next link may vanish in any
 * slice, and somebody whose name changes meanwhile moves to another one.
 *
 * A slice whose page link expired begins again, so that pages may come twice. The first failure is thrown and stops
 * all others; so does a caller who stops taking pages. Each lane waits until its page was dealt with.
 */
export async function* slicedPages<S, T>(
  session: GraphSession,
  {
    slices,
    list,
    limit = mostAtOnce,
    places = new Map(),
  }: {
    slices: readonly S[];
    /** Lists a slice, from its beginning or from a next link. */
    list: (session: GraphSession, slice: S, link: string | undefined) => AsyncGenerator<Page<T>>;
  } & SlicedReading,
): AsyncGenerator<SlicedPage<T>> {
  const stop = new AbortController();
  const abreast = session.abreast(stop.signal);
  const open = [...slices.entries()].filter(([number]) => places.get(number) !== null);
  try {
    yield* asTheyCome(open, {
      limit: Math.max(1, Math.min(limit, mostAtOnce)),
      open: ([number, slice]) =>
        numbered(number, {
          from: places.get(number) ?? undefined,
          list: (link) => list(abreast, slice, link),
        }),
    });
  } finally {
    stop.abort();
  }
}

/** A tenant that does not take the filter of the slices, although it counted by it: the caller reads page after page. */
export function isNotSliceable(error: unknown): error is AppError {
  return error instanceof AppError && [400, 501].includes(error.status ?? 0) && !isExpiredPage(error);
}

async function* numbered<T>(
  slice: number,
  { from, list }: { from: string | undefined; list: (link: string | undefined) => AsyncGenerator<Page<T>> },
): AsyncGenerator<SlicedPage<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      for await (const page of list(attempt === 1 ? from : undefined)) yield { slice, page };
      return;
    } catch (error) {
      if (!isExpiredPage(error) || attempt === attempts) throw error;
    }
  }
}
