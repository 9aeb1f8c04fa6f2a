import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { licenceFaults, noticeWithPackages } from "./licences.mjs";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-licences-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

type Entry = { version?: string; license?: string; integrity?: string; [more: string]: unknown };

function lock(packages: Record<string, Entry>, manifest: object = {}) {
  const entries = Object.entries(packages).map(([name, entry]) => [
    `node_modules/${name}`,
    { version: "1.0.0", integrity: "sha512-x", ...entry },
  ]);
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  writeFileSync(
    join(directory, "package-lock.json"),
    JSON.stringify({ packages: { "": {}, ...Object.fromEntries(entries) } }),
  );
}

test("licences that were looked at pass, also joined and as alternatives", () => {
  lock({
    a: { license: "MIT" },
    b: { license: "(GPL-3.0 OR MIT)" },
    c: { license: "MIT and ISC" },
    "axe-core": { license: "MPL-2.0" },
  });
  expect(licenceFaults({ directory })).toEqual([]);
});

test.each([
  ["GPL-3.0-only", /a 1\.0\.0: the licence GPL-3\.0-only/],
  ["MIT AND GPL-3.0-only", /a 1\.0\.0/],
  ["MPL-2.0", /a 1\.0\.0/],
  [undefined, /a 1\.0\.0: the licence nobody names/],
])("the licence %s is refused by name", (license, words) => {
  lock({ a: { license } });
  expect(licenceFaults({ directory })).toEqual([expect.stringMatching(words)]);
});

test("a licence is read from the installed package, or from the one it is an optional part of", () => {
  lock({
    installed: {},
    whole: { license: "MIT", optionalDependencies: { part: "1.0.0" } },
    part: { optional: true, integrity: undefined },
    stranger: { optional: true },
  });
  mkdirSync(join(directory, "node_modules/installed"), { recursive: true });
  writeFileSync(join(directory, "node_modules/installed/package.json"), JSON.stringify({ license: "ISC" }));
  expect(licenceFaults({ directory })).toEqual([expect.stringContaining("stranger 1.0.0")]);
});

test("a version that may be another tomorrow is refused, and a package without a checksum", () => {
  lock(
    { a: { license: "MIT", integrity: undefined } },
    { dependencies: { a: "^1.0.0", b: "1.0.0" }, devDependencies: { c: "latest", d: "18.4.0-beta.17" } },
  );
  expect(licenceFaults({ directory })).toEqual([
    "a ^1.0.0: dependencies are pinned to one version",
    "c latest: devDependencies are pinned to one version",
    "node_modules/a has no integrity in package-lock.json",
  ]);
});

test("a package that its makers gave up is refused, in their words", () => {
  lock({ a: { license: "MIT", deprecated: "Use b." } });
  expect(licenceFaults({ directory })).toEqual(["a 1.0.0 is deprecated: Use b."]);
});

test("the notice lists what is handed out and keeps what people wrote", () => {
  lock({ b: { license: "MIT" }, a: { license: "ISC" }, tool: { license: "MIT", dev: true } });
  const mark = "<!-- packages: written by scripts/licences.mjs -->\n";
  writeFileSync(join(directory, "NOTICE.md"), `# Ours\n\n${mark}\n| old |\n`);
  expect(noticeWithPackages({ directory })).toBe(
    `# Ours\n\n${mark}\n| package | version | licence |\n|---|---|---|\n| a | 1.0.0 | ISC |\n| b | 1.0.0 | MIT |\n`,
  );
});
