import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./sources.mjs";

/** Pages whose tables name a test in the last cell of each row, by how their heads begin. */
const pages = { "security.md": "| threat", "guarantees.md": "| promise" };

function rowsOf(name: keyof typeof pages) {
  const page = readFileSync(join(root, "docs", name), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith(pages[name]));
  const named = [...page.matchAll(/\| `([^`]+\.(?:test|spec)\.ts)`: (.+?) \|$/gm)];
  return { rows, named: named.map(([, file = "", test = ""]) => ({ file, test })) };
}

test.each(Object.keys(pages) as (keyof typeof pages)[])("every row of docs/%s names a test that is there", (name) => {
  const { rows, named } = rowsOf(name);
  expect(named.length).toBeGreaterThan(25);
  expect(named).toHaveLength(rows.length);
  const gone = named.filter(({ file, test }) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(test);
  });
  expect(gone).toEqual([]);
});
