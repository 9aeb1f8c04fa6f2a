import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withEnvFile } from "./env-file.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-env-"));
  path = join(folder, ".env");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the file adds what the environment does not say, and the environment wins", () => {
  writeFileSync(path, 'PORT=4000\nROLLCALL_LOG="debug"\n# PORT=5000\n');
  expect(withEnvFile({ PORT: "3001" }, { path })).toEqual({ PORT: "3001", ROLLCALL_LOG: "debug" });
});

test("a variable that is set to nothing is set", () => {
  writeFileSync(path, "DATABASE_URL=postgresql://somewhere/else\n");
  expect(withEnvFile({ DATABASE_URL: "" }, { path })).toEqual({ DATABASE_URL: "" });
});

test("without a file the environment is all there is", () => {
  expect(withEnvFile({ PORT: "3001" }, { path })).toEqual({ PORT: "3001" });
});

test("a file that is there and cannot be read is said", () => {
  mkdirSync(path);
  expect(() => withEnvFile({}, { path })).toThrow(expect.objectContaining({ code: "configuration" }));
});
