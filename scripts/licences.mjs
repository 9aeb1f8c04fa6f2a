// What `npm run check` asks of the packages this is made of: licences somebody has looked at, and versions that are one.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.mjs";

/** Licences that ask for no more than to be named, or for nothing. */
const allowed = new Set([
  ...["MIT", "MIT-0", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "Unlicense"],
  ...["CC0-1.0", "CC-BY-4.0", "Python-2.0", "PostgreSQL", "Zlib"],
]);

/** Licences that are fine for these packages only, because of how they are used. */
const excepted = [
  {
    name: /^lightningcss(-|$)/,
    licence: "MPL-2.0",
    because: "builds the tests' bundler, unchanged, and is not handed out",
  },
  { name: /^(@axe-core\/playwright|axe-core)$/, licence: "MPL-2.0", because: "looks at pages in tests" },
  {
    name: /^@img\/sharp(-|$)/,
    licence: "LGPL-3.0-or-later",
    because: "an own library of Next's, optional and replaceable",
  },
  { name: /^elkjs$/, licence: "EPL-2.0", because: "lays out a page of Prisma's own tools, which Rollcall never opens" },
];

/** Packages that name no licence in package.json; their LICENSE file was read. */
const readByHand = { "seq-queue": "MIT" };

/**
 * @param directory that has package.json, package-lock.json and perhaps node_modules
 * @returns what is wrong, one line each
 */
export function licenceFaults({ directory = root } = {}) {
  const { packages, manifest } = read(directory);
  return [
    ...pinFaults(manifest),
    ...packages
      // Of builds for other systems the registry's mirror may give no checksum; nothing of them is installed here.
      .filter(({ integrity, isOptional }) => !integrity && !isOptional)
      .map(({ path }) => `${path} has no integrity in package-lock.json`),
    ...packages
      .filter(({ deprecated }) => deprecated)
      .map(({ name, version, deprecated }) => `${name} ${version} is deprecated: ${deprecated}`),
    ...packages
      .filter((one) => !isAllowed(one))
      .map(
        ({ name, version, licence }) =>
          `${name} ${version}: the licence ${licence ?? "nobody names"} is not in the list of scripts/licences.mjs`,
      ),
  ];
}

function pinFaults(manifest) {
  const kinds = ["dependencies", "devDependencies", "optionalDependencies"];
  return kinds.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
      .map(([name, version]) => `${name} ${version}: ${kind} are pinned to one version`),
  );
}

function read(directory) {
  const json = (path) => JSON.parse(readFileSync(join(directory, path), "utf8"));
  const lock = json("package-lock.json").packages;
  const packages = Object.entries(lock)
    .filter(([path, { link }]) => path !== "" && !link)
    .map(([path, entry]) => ({
      path,
      name: nameOf(path),
      version: entry.version,
      integrity: entry.integrity,
      deprecated: entry.deprecated,
      isDevelopment: entry.dev === true,
      isOptional: entry.optional === true,
      licence:
        entry.license ?? installedLicence(directory, path) ?? ownersLicence(lock, path) ?? readByHand[nameOf(path)],
    }));
  return { packages, manifest: json("package.json") };
}

function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

function installedLicence(directory, path) {
  const file = join(directory, path, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).license : undefined;
}

/** Of a build for another system nothing is installed: it has the licence of the package that it is a part of. */
function ownersLicence(lock, path) {
  const name = nameOf(path);
  const owner = Object.values(lock).find(
    (entry) => entry.license && Object.hasOwn(entry.optionalDependencies ?? {}, name),
  );
  return lock[path].optional ? owner?.license : undefined;
}

/** Of alternatives one is enough; of parts joined by AND each is needed. */
function isAllowed({ name, licence }) {
  if (typeof licence !== "string") return false;
  const isFine = (one) =>
    allowed.has(one) || excepted.some((except) => except.licence === one && except.name.test(name));
  return licence
    .replaceAll(/[()]/g, "")
    .split(/\s+or\s+/i)
    .some((parts) => parts.split(/\s+and\s+/i).every(isFine));
}

const listBegins = "<!-- packages: written by scripts/licences.mjs -->\n";

/** NOTICE.md with the list of the packages that are handed out, as they are now. */
export function noticeWithPackages({ directory = root } = {}) {
  const notice = readFileSync(join(directory, "NOTICE.md"), "utf8");
  const lines = read(directory)
    .packages.filter(({ isDevelopment }) => !isDevelopment)
    .map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |\n`);
  const list = `| package | version | licence |\n|---|---|---|\n${[...new Set(lines)].sort().join("")}`;
  return `${notice.slice(0, notice.indexOf(listBegins))}${listBegins}\n${list}`;
}

/** The check: faults, and a NOTICE.md that is not of today. */
export function checkLicences() {
  const faults = licenceFaults();
  if (noticeWithPackages() !== readFileSync(join(root, "NOTICE.md"), "utf8")) {
    faults.push("NOTICE.md does not list the packages of package-lock.json: node scripts/licences.mjs writes it");
  }
  return { status: faults.length > 0 ? 1 : 0, text: `${faults.join("\n")}\n` };
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(root, "NOTICE.md"), noticeWithPackages());
