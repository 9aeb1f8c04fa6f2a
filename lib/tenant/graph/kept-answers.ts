import type { Answer } from "./answer.ts";

/**
 * Pages of listings as they were sent, for whoever reads the same ones again and again: making and writing out a page of
 * 999 people takes longer than reading it, and a measurement would be one of this tenant. Nothing is kept unless asked.
 */
export type KeptAnswers = {
  /** Bytes at most; 0 keeps nothing. */
  limit: number;
  bytes: number;
  /** The state of the directory that they show. */
  version: number;
  answers: Map<string, Answer>;
};

export function noKeptAnswers(limit: number): KeptAnswers {
  return { limit, bytes: 0, version: 0, answers: new Map() };
}

/**
 * The answer as it was given before, or made by `make` and kept when it is a page of a listing.
 *
 * @param version of the directory: another one than before voids all that was kept
 * @param key everything else the answer depends on
 */
export function keptOrMade(
  kept: KeptAnswers,
  { version, key }: { version: number; key: string },
  make: () => Answer,
): Answer {
  if (kept.limit === 0) return make();
  if (kept.version !== version) Object.assign(kept, { ...noKeptAnswers(kept.limit), version });
  const known = kept.answers.get(key);
  if (known) return known;
  const answer = make();
  const { value } = (answer.body ?? {}) as { value?: unknown[] };
  if (answer.status !== 200 || !Array.isArray(value)) return answer;
  const bytes = Buffer.from(JSON.stringify(answer.body));
  if (kept.bytes + bytes.length > kept.limit) return answer;
  const { body: _, ...head } = answer;
  kept.bytes += bytes.length;
  kept.answers.set(key, { ...head, written: { bytes, items: value.length } });
  return answer;
}
