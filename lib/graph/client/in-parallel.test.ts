import { expect, test } from "vitest";
import { asTheyCome, inParallel, slices } from "./in-parallel.ts";

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

test("listings give what they have as it comes, never more than the limit are open, and nothing is lost", async () => {
  let open = 0;
  let most = 0;
  async function* listing(input: number) {
    open += 1;
    most = Math.max(most, open);
    for (let item = 0; item < input % 4; item += 1) {
      await new Promise((resolve) => setTimeout(resolve, (input * 7) % 5));
      yield `${input}.${item}`;
    }
    open -= 1;
  }
  const inputs = Array.from({ length: 30 }, (_, index) => index);
  const given = await collect(asTheyCome(inputs, { limit: 5, open: listing }));
  expect(given.sort()).toEqual(
    inputs.flatMap((input) => ["0", "1", "2"].slice(0, input % 4).map((item) => `${input}.${item}`)).sort(),
  );
  expect([most, open]).toEqual([5, 0]);
});

test("no listing reads ahead of who consumes", async () => {
  const read = [0, 0, 0];
  async function* listing(input: number) {
    for (;;) {
      read[input] = (read[input] ?? 0) + 1;
      yield input;
    }
  }
  const given = asTheyCome([0, 1, 2], { limit: 3, open: listing });
  await given.next();
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(read).toEqual([1, 1, 1]);
  await given.return(undefined);
});

test("what came before a failure is given, then the failure is thrown, and later ones stay quiet", async () => {
  async function* listing(input: number) {
    yield input;
    await new Promise((resolve) => setTimeout(resolve, input));
    throw new Error(`failed at ${input}`);
  }
  const taken: number[] = [];
  const reading = (async () => {
    for await (const item of asTheyCome([9, 1, 5], { limit: 3, open: listing })) taken.push(item);
  })();
  await expect(reading).rejects.toThrow("failed at 1");
  expect(taken.sort()).toEqual([1, 5, 9]);
});

test("slices hold everything once, the last one the rest", () => {
  expect([...slices([1, 2, 3, 4, 5], { size: 2 })]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...slices([], { size: 2 })]).toEqual([]);
});
