// Completes package-lock.json after `npm install`. A registry that does not carry the packages of other platforms makes
// npm leave them out of the lock file, and `npm ci` then refuses it ("Missing: @next/swc-darwin-arm64@ from lock file").
// They are entered with their exact version; whoever runs on such a platform fetches them then.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = process.argv[2] ?? join(import.meta.dirname, "..", "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const { "": project, ...packages } = lock.packages;

const systems = ["android", "darwin", "freebsd", "linux", "win32"];
const processors = ["arm64", "x64", "arm", "ia32", "wasm32"];

const added = {};
for (const [path, { optionalDependencies = {}, dev }] of Object.entries({ "": project, ...packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isPresent(path, name)) continue;
    if (/^\d+\.\d+\.\d+\S*$/.test(version)) added[`node_modules/${name}`] = entryOf(name, version, dev);
    else console.warn(`${name}@${version} is left out: not an exact version`);
  }
}
const sorted = Object.entries({ ...packages, ...added }).sort(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(
  file,
  `${JSON.stringify({ ...lock, packages: { "": project, ...Object.fromEntries(sorted) } }, null, 2)}\n`,
);
console.log(`${Object.keys(added).length} added`);

/** Whether a package finds the other in node_modules, its own or that of a folder above, as Node resolves it. */
function isPresent(from, name) {
  for (let folder = from; ; ) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
    const above = folder.lastIndexOf("/node_modules/");
    folder = above < 0 ? "" : folder.slice(0, above);
  }
}

/** The names of these packages say for whom they are: @next/swc-linux-x64-musl. */
function entryOf(name, version, dev) {
  const words = name.split(/[/-]/);
  const processor = processors.find((word) => words.includes(word));
  const system = systems.find((word) => words.includes(word));
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(dev ? { dev: true } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
    ...(words.includes("musl") ? { libc: ["musl"] } : {}),
  };
}
