const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** 1204 → "1,204" */
export function count(value: number): string {
  return whole.format(value);
}

/** "1 person", "1,204 people": the number with its noun. */
export function counted(value: number, { one, many }: { one: string; many: string }): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "1 person", "1,204 people" */
export function people(value: number): string {
  return counted(value, { one: "person", many: "people" });
}

/** Milliseconds in words: "0.4 s", "3.1 s", "2 min 5 s", "1 h 4 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 60) return `${oneDigit.format(seconds)} s`;
  const rounded = Math.round(seconds);
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return rounded % 60 === 0 ? `${minutes} min` : `${minutes} min ${rounded % 60} s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
