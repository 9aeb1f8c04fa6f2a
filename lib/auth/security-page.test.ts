import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkoutDirectory } from "../config/checkout.ts";

const root = checkoutDirectory();
const page = readFileSync(join(root, "docs", "security.md"), "utf8");

/** The last cell of each threat: a file, and a test in it. */
const named = [...page.matchAll(/\| `([^`]+\.(?:test|spec)\.ts)`: (.+?) \|$/gm)].map(([, file = "", name = ""]) => ({
  file,
  name,
}));

test("every threat of the security page names a test", () => {
  const threats = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| threat"));
  expect(named.length).toBeGreaterThan(25);
  expect(named).toHaveLength(threats.length);
});

test("every test that the security page names is there", () => {
  const gone = named.filter(({ file, name }) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(name);
  });
  expect(gone).toEqual([]);
});
