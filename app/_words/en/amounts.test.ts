import { expect, test } from "vitest";
import { counted, duration, people } from "./amounts.ts";

test("a number brings its noun in the right form", () => {
  expect(people(1)).toBe("1 person");
  expect(people(1204)).toBe("1,204 people");
  expect(counted(0, { one: "retry", many: "retries" })).toBe("0 retries");
});

test("a duration is said in the units a person would use", () => {
  expect(duration(0)).toBe("0 s");
  expect(duration(3_140)).toBe("3.1 s");
  expect(duration(125_000)).toBe("2 min 5 s");
  expect(duration(120_000)).toBe("2 min");
  expect(duration(3_840_000)).toBe("1 h 4 min");
});
