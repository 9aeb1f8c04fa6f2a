/**
 * Deterministic chance. Every property of every seeded object is a pure function of (seed, number, purpose), so a person
 * needs no memory until somebody changes it, and the same number gives the same people on every machine.
 */

/** Scrambles 32 bits; a bijection (the finaliser of MurmurHash3), so different inputs never meet. */
export function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The inverse of {@link scramble}: both multipliers are odd, so they have an inverse modulo 2^32. */
export function unscramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7ed1b41d);
  bits = Math.imul(bits ^ (bits >>> 13) ^ (bits >>> 26), 0xa5cb9243);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number of 32 bits for one purpose of one object. */
export function draw(seed: number, number: number, purpose: number): number {
  return scramble(scramble(seed ^ Math.imul(purpose + 1, 0x9e3779b1)) ^ number);
}

/** An element of a list, which must not be empty. */
export function pick<T>(list: readonly T[], chance: number): T {
  const chosen = list[chance % list.length];
  if (chosen === undefined) throw new RangeError("cannot pick from an empty list");
  return chosen;
}
