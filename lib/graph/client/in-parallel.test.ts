import { expect, test } from "vitest";
import { inParallel, slices } from "./in-parallel.ts";

const collect = async <T>(generator: AsyncGenerator<T>) => {
  const all: T[] = [];
  for await (const item of generator) all.push(item);
  return all;
};

test("results come in the order of the inputs and never more than the limit run at once", async () => {
  let running = 0;
  let most = 0;
  const task = async (input: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5 - (input % 5)));
    running -= 1;
    return input * 2;
  };
  const inputs = Array.from({ length: 23 }, (_, index) => index);
  expect(await collect(inParallel(inputs, { limit: 4, task }))).toEqual(inputs.map((input) => input * 2));
  expect(most).toBe(4);
});

test("the first failure is thrown and those behind it stay quiet", async () => {
  const task = async (input: number) => {
    if (input >= 2) throw new Error(`failed at ${input}`);
    return input;
  };
  await expect(collect(inParallel([1, 2, 3, 4, 5], { limit: 4, task }))).rejects.toThrow("failed at 2");
});

test("slices hold everything once, the last one the rest", () => {
  expect([...slices([1, 2, 3, 4, 5], { size: 2 })]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...slices([], { size: 2 })]).toEqual([]);
});
