/** What every line a run writes carries: which run it was, and when. */
export type Change = { run: number; at: Date };
