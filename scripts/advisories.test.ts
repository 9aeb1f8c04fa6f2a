import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { knownAdvisories } from "./advisories.mjs";

const advisory = {
  id: 1,
  url: "https://github.com/advisories/GHSA-test",
  title: "Believes what it is told",
  severity: "high",
  vulnerable_versions: "<1.0.1",
  cwe: [],
  cvss: { score: 0, vectorString: null },
};

let directory: string;
let registry: Server;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollcall-advisories-"));
  const manifest = {
    name: "of-a-test",
    version: "1.0.0",
    dependencies: { a: "1.0.0" },
    devDependencies: { b: "1.0.0" },
  };
  const packages = {
    "": manifest,
    "node_modules/a": { version: "1.0.0", resolved: "https://registry.example/a.tgz" },
    "node_modules/b": { version: "1.0.0", resolved: "https://registry.example/b.tgz", dev: true },
  };
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  writeFileSync(
    join(directory, "package-lock.json"),
    JSON.stringify({ name: "of-a-test", lockfileVersion: 3, packages }),
  );
});
afterEach(async () => {
  await new Promise((resolve) => registry.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

/** A registry that answers every question about advisories the same way. */
async function ask({ status, answer }: { status: number; answer: object }) {
  registry = createServer((request, response) => {
    const asks = request.method === "POST" && request.url?.endsWith("/advisories/bulk");
    response.writeHead(asks ? status : 404, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify(asks ? answer : {}));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  const npm_config_registry = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  return await knownAdvisories({ directory, environment: { npm_config_registry, npm_config_cache: directory } });
}

test("what the registry knows against a package that is handed out is told with its address", async () => {
  const known = ["a, high: Believes what it is told (<1.0.1, https://github.com/advisories/GHSA-test)"];
  expect(await ask({ status: 200, answer: { a: [advisory] } })).toEqual({ known });
});

test("nothing known is not the same as a registry that answers no such question", async () => {
  expect(await ask({ status: 200, answer: {} })).toEqual({ known: [] });
});

test("a registry that answers no such question is said to have told nothing", async () => {
  expect(await ask({ status: 405, answer: {} })).toEqual({ unanswered: expect.stringContaining("405") });
});
