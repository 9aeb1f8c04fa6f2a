// Bundles what Node runs: the command line, `npm start`, the demo and the demo tenant. Packages stay outside.
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist", "cli");

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: "lib/cli/main.ts",
    start: "lib/cli/start-main.ts",
    demo: "lib/cli/demo-main.ts",
    tenant: "lib/cli/tenant-main.ts",
    "end-with-parent": "lib/cli/end-with-parent.ts",
  },
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  // What a command does not need it does not load: each dynamic import becomes a file of its own.
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  sourcemap: true,
  write: false,
  logLevel: "warning",
});

// A process may be started from these files at any moment: each is replaced at once, and not at all when it is the same.
await mkdir(outdir, { recursive: true });
for (const { path, contents } of outputFiles) {
  if (existsSync(path) && readFileSync(path).equals(contents)) continue;
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  if (path === join(outdir, "main.mjs")) await chmod(unfinished, 0o755);
  await rename(unfinished, path);
}

// Files of former builds go last: a process that runs from them may still load one until now.
const written = new Set(outputFiles.map(({ path }) => path));
const outdated = (name) => /\.mjs(\.map)?$/.test(name) && !written.has(join(outdir, name));
for (const name of await readdir(outdir)) if (outdated(name)) await rm(join(outdir, name), { force: true });
