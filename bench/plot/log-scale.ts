export type LogScale = { at: (value: number) => number; ticks: number[] };

/** A logarithmic scale over whole powers of ten around the values, from one place on the paper to another. */
export function logScale(values: readonly number[], { from, to }: { from: number; to: number }): LogScale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const at = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) };
}
