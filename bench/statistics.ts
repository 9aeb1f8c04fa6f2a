export type Spread = { median: number; least: number; most: number };

/** The middle of some figures (the mean of the two middle ones of an even number), and how far they lie apart. */
export function spreadOf(figures: readonly number[]): Spread | undefined {
  const sorted = [...figures].sort((one, other) => one - other);
  const least = sorted[0];
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return undefined;
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? least;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? most;
  return { median: (low + high) / 2, least, most };
}

/**
 * The median of the ratios within each round. Two figures of one round were taken within minutes of each other, so that
 * what slowed the machine slowed both; the ratio of two medians would compare different moments.
 */
export function ratioOf(figures: ReadonlyMap<number, number>, floors: ReadonlyMap<number, number>): number | undefined {
  const ratios = [...figures].flatMap(([round, figure]) => {
    const floor = floors.get(round);
    return floor === undefined || floor === 0 ? [] : [figure / floor];
  });
  return spreadOf(ratios)?.median;
}
