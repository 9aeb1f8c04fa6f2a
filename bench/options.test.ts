import { expect, test } from "vitest";
import { readOptions } from "./options.ts";
import { settingsOf } from "./settings.ts";

const settings = (...args: string[]) => {
  const { sizes, families } = readOptions(args);
  return settingsOf(sizes, families).map(({ id }) => id);
};

test("small pages and latency are measured at the largest size up to 100,000", () => {
  expect(settings()).toEqual(["plain-1000", "plain-10000", "plain-100000", "small-pages-100000", "latency-100000"]);
  expect(settings("--large", "--settings", "plain,latency").slice(-2)).toEqual(["plain-1000000", "latency-100000"]);
  expect(settings("--people", "500")).toEqual(["plain-500", "small-pages-500", "latency-500"]);
});

test("a million people are left to those that can be asked for so many", () => {
  const { sizes, families } = readOptions(["--large"]);
  const million = settingsOf(sizes, families).find(({ people }) => people === 1_000_000);
  expect(million?.subjects).toEqual(expect.arrayContaining(["floor-read", "first-load", "backstage"]));
  expect(million?.subjects).not.toContain("naive");
});

test("a subject, a size or a setting that there is not is refused with what there is", () => {
  expect(() => readOptions(["--only", "first-lode"])).toThrow("first-load");
  expect(() => readOptions(["--people", "many"])).toThrow("a whole number from 1 on");
  expect(() => readOptions(["--settings", "near"])).toThrow("plain, small-pages, latency");
});
