import { expect, test } from "vitest";
import { whileAdmitted } from "./while-admitted.ts";

test("a stream ends with the session of its reader, and what it holds is released", async () => {
  let released = false;
  async function* steps() {
    try {
      for (let step = 1; ; step++) yield step;
    } finally {
      released = true;
    }
  }
  let answers = 3;
  const heard: number[] = [];
  for await (const step of whileAdmitted(steps(), { isAdmitted: async () => answers-- > 0, everyMs: 0 })) {
    heard.push(step);
  }
  expect(heard).toEqual([1, 2, 3]);
  expect(released).toBe(true);
});
