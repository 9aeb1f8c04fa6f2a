/**
 * Members of a group, as ascending object numbers: a page is a slice found by bisection, and a page token that names the
 * last number stays right when people come and go between two pages.
 */
export type SortedNumbers = number[];

/** The position of the first number greater than this one. */
export function positionAfter(numbers: readonly number[], number: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function contains(numbers: readonly number[], number: number): boolean {
  return numbers[positionAfter(numbers, number) - 1] === number;
}

/** Adds a number; false when it was there. */
export function insert(numbers: SortedNumbers, number: number): boolean {
  const at = positionAfter(numbers, number);
  if (numbers[at - 1] === number) return false;
  numbers.splice(at, 0, number);
  return true;
}

/** Takes a number out; false when it was not there. */
export function remove(numbers: SortedNumbers, number: number): boolean {
  const at = positionAfter(numbers, number) - 1;
  if (numbers[at] !== number) return false;
  numbers.splice(at, 1);
  return true;
}
