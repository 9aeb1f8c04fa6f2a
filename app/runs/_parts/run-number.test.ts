import { expect, test } from "vitest";
import { runNumber } from "./run-number.ts";

test("only a plain positive number of a run's size names a run", () => {
  expect(runNumber("12")).toBe(12);
  for (const text of [undefined, "", "0", "-1", "1.5", "1e3", "٣", " 1", "99999999999", "1;DROP"]) {
    expect(runNumber(text)).toBeUndefined();
  }
});
