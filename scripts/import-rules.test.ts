import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkImports } from "./checks.mjs";

let directory: string;

/** A checkout in small, with our rules and none of our files. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-rules-"));
  cpSync(join(import.meta.dirname, "..", ".dependency-cruiser.cjs"), join(directory, ".dependency-cruiser.cjs"));
  write("package.json", JSON.stringify({ name: "planted", type: "module", imports: { "#lib/*": "./lib/*" } }));
  mkdirSync(join(directory, "app"));
  write("lib/db/database.ts", "export const database: string = 'here';\n");
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const check = () => checkImports(["app", "lib"], { directory });

test("imports that keep the rules pass, and are read", async () => {
  write("lib/settings/stored.ts", "import { database } from '../db/database.ts';\nexport const stored = database;\n");
  expect(await check()).toMatchObject({ status: 0, modules: 2 });
});

test("the demo tenant may not import anything of ours", async () => {
  write("lib/tenant/tenant.ts", "import { database } from '../db/database.ts';\nexport const tenant = database;\n");
  const { status, text } = await check();
  expect(status).toBe(1);
  expect(text).toContain("lib/tenant/tenant.ts → lib/db/database.ts: reach-of-tenant");
});

test("an import of types alone is an import", async () => {
  write(
    "lib/tenant/tenant.ts",
    "import type { database } from '../db/database.ts';\nexport type T = typeof database;\n",
  );
  expect((await check()).text).toContain("reach-of-tenant");
});

test("a page with JSX is read, and may not reach around the commands", async () => {
  write(
    "app/page.tsx",
    "import { database } from '#lib/db/database.ts';\nexport const page = () => <p>{database}</p>;\n",
  );
  const { text } = await check();
  expect(text).toContain("app/page.tsx → lib/db/database.ts: reach-of-app");
});

test("a cycle is found", async () => {
  write("lib/config/one.ts", "import { two } from './two.ts';\nexport const one = () => two;\n");
  write("lib/config/two.ts", "import { one } from './one.ts';\nexport const two = () => one;\n");
  expect((await check()).text).toContain("no-cycles");
});

test("nothing read is a failure, not a pass", async () => {
  rmSync(join(directory, "lib"), { recursive: true });
  mkdirSync(join(directory, "lib"));
  expect((await check()).status).toBe(1);
});
