/** Seconds as one reads them: three figures, minutes and hours where seconds would be many. */
export function seconds(value: number): string {
  if (value >= 2 * 3600) return `${(value / 3600).toFixed(1)} h`;
  if (value >= 600) return `${(value / 60).toFixed(0)} min`;
  if (value >= 100) return `${value.toFixed(0)} s`;
  return `${value.toFixed(value >= 10 ? 1 : 2)} s`;
}

export function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1024 ** 2))} MB`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

export function times(ratio: number): string {
  return `${ratio >= 100 ? count(ratio) : ratio.toFixed(ratio >= 10 ? 1 : 2)}×`;
}
