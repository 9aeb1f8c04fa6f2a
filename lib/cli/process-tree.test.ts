import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { checkoutDirectory } from "../config/checkout.ts";
import { isProcessAlive } from "../db/process-alive.ts";
import { startScript, until } from "../testing/child.ts";
import { type Branch, runTree } from "./process-tree.ts";

let folder: string;

beforeAll(() => {
  execFileSync(process.execPath, [join(checkoutDirectory(), "scripts", "build-cli.mjs")]);
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-tree-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A process that notes each of its starts, and then does what is asked. */
function branch(name: string, { ending }: { ending: "stay" | "fail" }): Branch {
  const script = join(folder, `${name}.mjs`);
  const stay = "setInterval(() => {}, 1000);";
  writeFileSync(
    script,
    `import { appendFileSync } from "node:fs";
     appendFileSync(${JSON.stringify(join(folder, name))}, process.pid + "\\n");
     ${ending === "stay" ? stay : "process.exit(3);"}`,
  );
  return { name, script, args: [], environment: { ...process.env } };
}

function startsOf(name: string): number[] {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
}

test("every branch runs until the tree is told to stop, and then none does", async () => {
  const stop = new AbortController();
  const tree = runTree([branch("one", { ending: "stay" }), branch("two", { ending: "stay" })], { signal: stop.signal });
  await until(() => startsOf("one").length === 1 && startsOf("two").length === 1);
  stop.abort();
  expect(await tree).toBe("stopped");
  expect([...startsOf("one"), ...startsOf("two")].filter(isProcessAlive)).toEqual([]);
});

test("a branch that died is started again", async () => {
  const stop = new AbortController();
  const tree = runTree([branch("fragile", { ending: "stay" })], { signal: stop.signal });
  await until(() => startsOf("fragile").length === 1);
  process.kill(startsOf("fragile")[0] ?? 0, "SIGKILL");
  await until(() => startsOf("fragile").length === 2);
  stop.abort();
  expect(await tree).toBe("stopped");
});

test("a branch that never comes up takes the whole tree down", async () => {
  const never: Branch = {
    ...branch("broken", { ending: "fail" }),
    ready: ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  };
  const tree = runTree([branch("sound", { ending: "stay" }), never], { signal: new AbortController().signal });
  expect(await tree).toBe("failed");
  expect(startsOf("broken")).toHaveLength(1);
  expect(startsOf("sound").filter(isProcessAlive)).toEqual([]);
});

test("the branches of a tree whose head was killed end by themselves", async () => {
  const orphan = branch("orphan", { ending: "stay" });
  const { child, ended } = startScript(`
    const { runTree } = await import("./lib/cli/process-tree.ts");
    await runTree([${JSON.stringify(orphan)}], { signal: new AbortController().signal });`);
  await until(() => startsOf("orphan").length === 1);
  child.kill("SIGKILL");
  await ended;
  await until(() => !startsOf("orphan").some(isProcessAlive), { what: "the end of the orphan" });
});
