import { expect, test } from "vitest";
import { ratioOf, spreadOf } from "./statistics.ts";

test("the middle figure is the median, of an even number the mean of the two in the middle", () => {
  expect(spreadOf([9, 1, 4])).toEqual({ median: 4, least: 1, most: 9 });
  expect(spreadOf([9, 1, 4, 2])).toEqual({ median: 3, least: 1, most: 9 });
  expect(spreadOf([])).toBeUndefined();
});

test("a ratio compares figures of the same round, whatever the machine did in the others", () => {
  const figures = new Map([
    [1, 2],
    [2, 20],
    [3, 2],
  ]);
  const floors = new Map([
    [1, 1],
    [2, 10],
    [3, 1],
  ]);
  expect(ratioOf(figures, floors)).toBe(2);
  expect(ratioOf(figures, new Map([[9, 1]]))).toBeUndefined();
});
