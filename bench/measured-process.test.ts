import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runMeasured } from "./measured-process.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-bench-test-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function measured(text: string, signal = new AbortController().signal) {
  const script = join(directory, "program.mjs");
  writeFileSync(script, text);
  return runMeasured({ script, args: ["given"], directory, signal });
}

test("a program is told its arguments, and its memory is its own, not that of who started it", async () => {
  const held = Buffer.alloc(300 * 1024 ** 2, 1);
  const small = await measured("process.stdout.write(process.argv[2]);");
  const large = await measured("const held = Buffer.alloc(200 * 1024 ** 2, 1); process.exit(held.length ? 0 : 1);");
  expect(small).toMatchObject({ state: "done", output: "given" });
  const peak = (ended: typeof small) => (ended.state === "done" ? ended.peakBytes : Number.NaN);
  expect(peak(small)).toBeLessThan(held.length);
  expect(peak(large) - peak(small)).toBeGreaterThan(150 * 1024 ** 2);
});

test("a program that fails is a failure with what it said, and a stop ends the measurement", async () => {
  expect(await measured("throw new TypeError('no such tenant');")).toMatchObject({
    state: "failed",
    reason: "ended with 1: TypeError: no such tenant",
  });
  const stop = new AbortController();
  const waiting = measured("setInterval(() => {}, 1000);", stop.signal);
  stop.abort(new Error("Stopped."));
  await expect(waiting).rejects.toThrow("Stopped.");
});
