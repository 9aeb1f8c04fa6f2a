import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-lock-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("packages of other platforms that the registry left out are entered, and nothing else is changed", () => {
  const file = join(folder, "package-lock.json");
  const present = { version: "2.0.0", optional: true, os: ["linux"], cpu: ["x64"] };
  const tool = {
    version: "2.0.0",
    dev: true,
    optionalDependencies: { "@tool/cli-linux-x64": "2.0.0", "@tool/cli-linux-arm64-musl": "2.0.0" },
  };
  const packages = { "": { name: "sample" }, "node_modules/@tool/cli-linux-x64": present, "node_modules/tool": tool };
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
  execFileSync(process.execPath, [join(import.meta.dirname, "complete-lock.mjs"), file]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    lockfileVersion: 3,
    packages: {
      ...packages,
      "node_modules/@tool/cli-linux-arm64-musl": {
        version: "2.0.0",
        cpu: ["arm64"],
        dev: true,
        optional: true,
        os: ["linux"],
        libc: ["musl"],
      },
    },
  });
});
