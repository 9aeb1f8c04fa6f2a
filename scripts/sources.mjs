// Plain Node without packages: this runs before `npm ci`.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "..");

const installed = join(root, "node_modules", ".rollcall-lock");
const built = join(root, ".next", "rollcall-sources");

/** What decides over the build: a change in any of these asks for a new one. */
const sources = [
  ...["app", "lib", "prisma", "public", "scripts"],
  ...["instrumentation.ts", "proxy.ts", "types.d.ts", "next.config.js", "postcss.config.js", "prisma.config.ts"],
  ...["package.json", "package-lock.json", "tsconfig.json"],
];

export function isInstalled() {
  return contentOf(installed) === hashOf(["package-lock.json"]);
}

export function noteInstalled() {
  writeFileSync(installed, hashOf(["package-lock.json"]));
}

export function isBuilt() {
  return existsSync(join(root, "dist", "cli", "main.mjs")) && contentOf(built) === hashOf(sources);
}

/** Taken before a build and noted after it: what was changed meanwhile is not in it. */
export function hashOfSources() {
  return hashOf(sources);
}

export function noteBuilt(hash) {
  mkdirSync(dirname(built), { recursive: true });
  writeFileSync(built, hash);
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function hashOf(paths) {
  const hash = createHash("sha256").update(process.version.split(".")[0]);
  for (const path of paths.flatMap(filesOf)) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .filter((name) => name !== "generated" && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
