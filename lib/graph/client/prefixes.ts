import { odataText } from "./links.ts";

/** Those whose userPrincipalName begins with one of the texts, and how many the directory says they are. */
export type Beginnings = { texts: readonly string[]; expected: number };

/**
 * How many names begin with one of the texts of each group (no text at all: everybody), asked at about the same moment;
 * undefined for a group that is refused.
 */
export type CountBeginnings = (groups: readonly (readonly string[])[]) => Promise<(number | undefined)[]>;

/**
 * All that a userPrincipalName may hold before its `@`, compared without case: "only the following characters are
 * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~" (Microsoft Graph, user resource type). It is never null, so that the
 * beginnings divide a directory without remainder, which no other property that is filtered by default does. In the
 * order in which they are usual within names: dealt out in turn, they make groups that are about alike.
 */
const allowed = [..."aeiorhlunty.smcdpbkgvwjzfxq1023456789-_'#!^~"];

/** Not allowed, but what else a mail address may hold (RFC 5322): the names of guests are made of addresses. */
const unusual = [..."+&%$=/?*{|}`"];

/** Microsoft's limit of clauses that `or` joins in one filter. */
const textsPerFilter = 15;

/** Each costs a round trip. Until then a directory of numbered names, all alike at first, is cut up well enough. */
const mostRounds = 24;

/** So much too large are only those whose names go on alike: their next characters are counted one by one. */
const alike = 6;

/**
 * Divides a directory by how names begin, into pieces of about `largest` where that is possible. Each division is
 * proved by the counts: where the parts are fewer than the whole, somebody's name goes on with a character that nobody
 * thought of, and the whole stays one piece.
 *
 * @returns undefined when already the first characters do not account for everybody, or nothing is counted.
 */
export async function divide(
  count: CountBeginnings,
  { largest }: { largest: (total: number) => number },
): Promise<{ total: number; pieces: Beginnings[] } | undefined> {
  // Twice: somebody may have come between the counts.
  const first = (await firstCharacters(count)) ?? (await firstCharacters(count));
  if (!first) return undefined;
  const limit = largest(first.total);
  let { pieces } = first;
  const uncut = new Set<Beginnings>();
  for (let round = 0; round < mostRounds; round += 1) {
    // The longer it takes, the less there is to win.
    const bearable = limit * (1 + round / 8);
    const tooLarge = pieces.filter((piece) => piece.expected > bearable && !uncut.has(piece));
    if (tooLarge.length === 0) break;
    const parts = await cut(tooLarge, { count, limit });
    for (const piece of tooLarge) if (!parts.has(piece)) uncut.add(piece);
    pieces = pieces.flatMap((piece) => parts.get(piece) ?? [piece]);
  }
  return { total: first.total, pieces };
}

/** A character that is counted at zero stays: whoever came a moment ago may not be counted yet. */
async function firstCharacters(count: CountBeginnings): Promise<{ total: number; pieces: Beginnings[] } | undefined> {
  const groups = allowed.map((character) => [character]);
  const [total, ...counts] = await count([[], ...groups]);
  if (total === undefined) return undefined;
  const pieces = groups.flatMap((texts, at): Beginnings[] => {
    const expected = counts[at];
    // What a tenant does not count it would not list either; whether anybody begins so, the sum says.
    return expected === undefined ? [] : [{ texts, expected }];
  });
  if (sum(pieces) < total) pieces.push(...(await rare("", count)));
  return sum(pieces) < total ? undefined : { total, pieces };
}

/** The parts of each piece, counted all together; none for a piece that they do not make up. */
async function cut(
  pieces: readonly Beginnings[],
  { count, limit }: { count: CountBeginnings; limit: number },
): Promise<Map<Beginnings, Beginnings[]>> {
  const cuts = pieces.map((piece) => [piece.texts, ...groupsWithin(piece, limit)]);
  const counts = await count(cuts.flat());
  const parts = new Map<Beginnings, Beginnings[]>();
  for (const [at, piece] of pieces.entries()) {
    const [, ...groups] = cuts[at] ?? [];
    const [whole, ...counted] = counts.splice(0, groups.length + 1);
    const found = groups.flatMap((texts, group): Beginnings[] => {
      const expected = counted[group];
      return expected === undefined ? [] : [{ texts, expected }];
    });
    if (whole === undefined || found.length < groups.length) continue;
    if (await isComplete(piece, { whole, found, count })) parts.set(piece, found);
  }
  return parts;
}

function groupsWithin({ texts, expected }: Beginnings, limit: number): string[][] {
  const longer = texts.length > 1 ? texts : [...allowed, "@"].map((character) => `${texts[0]}${character}`);
  const times = expected / limit;
  // Half as many again as needed, because they never come out quite the same size.
  return dealt(longer, { into: times > alike ? longer.length : Math.ceil(times * 1.5) });
}

/** The texts of a group are its parts, whatever is counted; longer texts have to prove that they are all. */
async function isComplete(
  { texts }: Beginnings,
  { whole, found, count }: { whole: number; found: Beginnings[]; count: CountBeginnings },
): Promise<boolean> {
  const [text = "", ...more] = texts;
  if (more.length > 0 || sum(found) >= whole) return true;
  found.push(...(await rare(text, count)));
  return sum(found) >= whole;
}

async function rare(text: string, count: CountBeginnings): Promise<Beginnings[]> {
  const texts = unusual.map((character) => text + character);
  const [expected] = await count([texts]);
  return expected ? [{ texts, expected }] : [];
}

/** Deals out in turn, to and fro, so that the first of all and the last of all come together. */
function dealt(texts: readonly string[], { into }: { into: number }): string[][] {
  const groups = Math.min(texts.length, Math.max(into, Math.ceil(texts.length / textsPerFilter)));
  const hands = Array.from({ length: groups }, () => [] as string[]);
  for (const [at, text] of texts.entries()) {
    const place = at % groups;
    const isBackward = Math.floor(at / groups) % 2 === 1;
    hands[isBackward ? groups - 1 - place : place]?.push(text);
  }
  return hands;
}

export function sum(pieces: readonly Beginnings[]): number {
  return pieces.reduce((total, { expected }) => total + expected, 0);
}

/**
 * Joins pieces to slices, as few as `lanes` where the limit of clauses allows and about alike: the largest first, each
 * to the lane that has least. Beginnings that nobody has go where there is room. The largest slice comes first.
 */
export function joined(pieces: readonly Beginnings[], { lanes }: { lanes: number }): Beginnings[] {
  const loads = Array.from({ length: lanes }, () => ({ expected: 0, slices: [] as Beginnings[] }));
  const hasRoom = (slice: Beginnings, piece: Beginnings) => slice.texts.length + piece.texts.length <= textsPerFilter;
  for (const piece of [...pieces].sort((one, other) => other.expected - one.expected)) {
    const roomy = loads.filter(({ slices }) => slices.some((slice) => hasRoom(slice, piece)));
    const open = piece.expected === 0 && roomy.length > 0 ? roomy : loads;
    const lane = open.reduce((one, other) => (other.expected < one.expected ? other : one));
    const at = lane.slices.findIndex((slice) => hasRoom(slice, piece));
    const beside = lane.slices[at];
    if (beside) {
      const slice = { texts: [...beside.texts, ...piece.texts], expected: beside.expected + piece.expected };
      lane.slices.splice(at, 1, slice);
    } else lane.slices.push(piece);
    lane.expected += piece.expected;
  }
  return loads.flatMap(({ slices }) => slices).sort((one, other) => other.expected - one.expected);
}

/** `$filter` for the users whose names begin with one of the texts, percent-encoded. Taken together with `$expand`. */
export function beginningWith(texts: readonly string[]): string {
  return texts.map((text) => `startswith(userPrincipalName,${odataText(text)})`).join("%20or%20");
}
