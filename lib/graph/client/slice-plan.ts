import { type BatchAnswer, type BatchRequest, batch, batchRefusal, batchSize } from "./batch.ts";
import type { GraphSession } from "./graph.ts";
import { inParallel, mostAtOnce, slices } from "./in-parallel.ts";
import { beginningWith, type CountBeginnings, divide, joined } from "./prefixes.ts";

/** A part of a collection that is listed by itself. Plain data: it may be stored, and read again later. */
export type Slice = {
  /** `$filter`, percent-encoded; absent where the slice is the whole collection. */
  filter?: string;
  /** How many the directory says it holds. For progress and balance; no slice is complete because of it. */
  expected: number;
};

export type SlicePlan<S extends Slice = Slice> =
  /** The slices are disjoint and together the whole, the largest first. `total` is the directory's own count. */
  | { state: "planned"; total: number; slices: S[] }
  /** The collection is to be read page after page; `reason` is a sentence for whoever wonders why. */
  | { state: "not-sliceable"; reason: string };

/** Refusals of what a tenant does not do, as against what it may not. */
const unsupported = [400, 404, 405, 501];

/**
 * Plans how a collection of users is read as disjoint slices, by what it counts.
 *
 * @param listing path of the collection; `probe` is a request of the form in which the slices will be read, with any
 *   filter of two beginnings: a tenant that refuses it is told apart before anything was read.
 * @param smallest fewer objects than this are not worth a lane.
 * @throws AppError of the requests, but for refusals of the filter or of the count.
 */
export async function planUsers(
  session: GraphSession,
  {
    listing,
    probe,
    lanes,
    smallest,
  }: { listing: string; probe: (filter: string) => BatchRequest; lanes: number; smallest: number },
): Promise<SlicePlan> {
  const stop = new AbortController();
  try {
    const abreast = session.abreast(stop.signal);
    const worthwhile = (total: number) => Math.min(lanes, mostAtOnce, Math.floor(total / smallest));
    const [refusal, divided] = await Promise.all([
      refused(abreast, probe(beginningWith(["a", "b"]))),
      divide(counting(abreast, listing), {
        largest: (total) => Math.ceil(total / Math.max(1, worthwhile(total))),
      }),
    ]);
    if (refusal) return { state: "not-sliceable", reason: `The tenant does not take the filter: ${refusal}` };
    if (!divided) {
      const reason = "The directory does not count its users by how their names begin, or not all of them.";
      return { state: "not-sliceable", reason };
    }
    const { total, pieces } = divided;
    const least = worthwhile(total);
    if (least < 2) return { state: "not-sliceable", reason: `${total} users are too few to be read in slices.` };
    const planned = joined(pieces, { lanes: least }).map(({ texts, expected }) => ({
      filter: beginningWith(texts),
      expected,
    }));
    return { state: "planned", total, slices: planned };
  } finally {
    stop.abort();
  }
}

/**
 * The count on a page of one object, and not `/$count`, whose plain text Graph does not promise to carry within a batch.
 */
export function countRequest(listing: string, { id, filter }: { id: string; filter?: string }): BatchRequest {
  const narrowed = filter ? `&$filter=${filter}` : "";
  const url = `${listing}?$count=true&$select=id&$top=1${narrowed}`;
  return { id, method: "GET", url, headers: { ConsistencyLevel: "eventual" } };
}

/** @returns undefined when the tenant does not count this. */
export function countOf(answer: BatchAnswer | undefined): number | undefined {
  if (!answer || unsupported.includes(answer.status)) return undefined;
  if (answer.status !== 200) throw batchRefusal(answer);
  const count = (answer.body as Record<string, unknown> | undefined)?.["@odata.count"];
  return typeof count === "number" ? count : undefined;
}

/** What the tenant says against a request, undefined when it takes it. */
async function refused(session: GraphSession, request: BatchRequest): Promise<string | undefined> {
  const answer = (await batch(session, [request])).get(request.id);
  if (!answer || answer.status === 200) return undefined;
  const refusal = batchRefusal(answer);
  if (unsupported.includes(answer.status)) return refusal.message;
  throw refusal;
}

function counting(session: GraphSession, listing: string): CountBeginnings {
  return async (groups) => {
    const counts: (number | undefined)[] = [];
    const asked = inParallel(slices(groups, { size: batchSize }), {
      limit: mostAtOnce,
      task: async (some) => {
        const requests = some.map((texts, at) =>
          countRequest(listing, { id: String(at), filter: texts.length > 0 ? beginningWith(texts) : undefined }),
        );
        const answers = await batch(session, requests);
        return requests.map(({ id }) => countOf(answers.get(id)));
      },
    });
    for await (const some of asked) counts.push(...some);
    return counts;
  };
}
