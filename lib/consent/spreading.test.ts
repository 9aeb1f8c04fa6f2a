import { expect, test } from "vitest";
import { nextLook } from "./spreading.ts";

test("a page that waits for a consent to spread looks often at first, and a quarter of an hour at most", () => {
  const approvedAt = new Date("2026-11-23T12:00:00Z");
  let now = approvedAt;
  const pauses: number[] = [];
  for (let look = nextLook({ approvedAt, now }); look; look = nextLook({ approvedAt, now })) {
    expect(look.until).toEqual(new Date("2026-11-23T12:15:00Z"));
    pauses.push(look.seconds);
    now = new Date(now.getTime() + look.seconds * 1_000);
  }
  expect(pauses.slice(0, 7)).toEqual([10, 10, 10, 10, 10, 10, 30]);
  expect(pauses.at(-1)).toBe(60);
  expect(pauses.length).toBeLessThan(30);
  expect(now).toEqual(new Date("2026-11-23T12:15:00Z"));
});
