// Plain Node without packages: this runs before `npm ci`.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "..");

const built = join(root, ".next", "rollcall-sources");

/** What decides over the build: a change in any of these asks for a new one. */
const sources = [
  ...["app", "lib", "prisma", "public", "scripts"],
  ...["instrumentation.ts", "proxy.ts", "types.d.ts", "next.config.js", "postcss.config.js", "prisma.config.ts"],
  ...["package.json", "package-lock.json", "tsconfig.json"],
];

/** Whether node_modules is what package-lock.json says, by the note npm leaves there of what it has installed. */
export function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf("node_modules/.package-lock.json");
  const there = (path) => present[path]?.version === wanted[path].version;
  return Object.keys(wanted).every((path) => path === "" || wanted[path].optional || there(path));
}

function packagesOf(file) {
  return JSON.parse(contentOf(join(root, file)) ?? "{}").packages ?? {};
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
