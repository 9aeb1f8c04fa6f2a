import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");

let directory: string;

/** A checkout in small, with our rules and none of our files. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-words-"));
  for (const file of ["biome.json", "scripts/words-outside.grit", ".gitignore"]) {
    cpSync(join(root, file), join(directory, file));
  }
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** What lint says of one file. */
function lint(path: string, text: string): string {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
  const { stdout, status } = spawnSync(process.execPath, [biome, "lint", "--reporter=github", path], {
    cwd: directory,
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout;
}

const said = "export const Part = () => <p>Nothing yet</p>;\n";
const titled = 'export const Part = () => <p title="Nothing yet" />;\n';
const headed = 'export const column = { id: "nothing", header: "Nothing yet" };\n';

test("English in a page is red, as text, as an attribute and as the head of a column", () => {
  expect(lint("app/users/part.tsx", said)).toContain("noJsxLiterals");
  expect(lint("app/users/part.tsx", titled)).toContain("app/_words");
  expect(lint("app/users/part.ts", headed)).toContain("app/_words");
});

test("the words themselves, signs between them and names that nobody reads are no words outside", () => {
  expect(lint("app/_words/en/part.tsx", said + titled.replace("Part", "Other") + headed)).toBe("");
  expect(lint("app/users/part.tsx", 'export const Part = () => <p id="nothing">–</p>;\n')).toBe("");
});
