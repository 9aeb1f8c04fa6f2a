import { draw, scramble, unscramble } from "./draw.ts";

/**
 * Object ids. The first eight digits are the scrambled number, the rest is drawn from it: an id can be turned back into
 * its number without a table, which is what lets a directory of a million people fit in little memory.
 */
export function guidOf(seed: number, number: number): string {
  const first = scramble(number ^ scramble(seed));
  const second = draw(seed, number, 101);
  const third = draw(seed, number, 102);
  const fourth = draw(seed, number, 103);
  const variant = (0x8000 | (third & 0x3fff)).toString(16);
  return `${hex(first, 8)}-${hex(second >>> 16, 4)}-4${hex(second & 0xfff, 3)}-${variant}-${hex(third >>> 16, 4)}${hex(fourth, 8)}`;
}

/** The number an id was made from; undefined when it is not one of this seed's. */
export function numberOfGuid(seed: number, guid: string): number | undefined {
  if (!/^[0-9a-f]{8}-/.test(guid)) return undefined;
  const number = unscramble(Number.parseInt(guid.slice(0, 8), 16)) ^ scramble(seed);
  return guidOf(seed, number) === guid ? number : undefined;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
