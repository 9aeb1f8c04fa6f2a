// Bundles what Node runs: the command line, `npm start`, the demo and the demo tenant. Packages stay outside.
import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist", "cli");

const { metafile } = await build({
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
  metafile: true,
  logLevel: "warning",
});

// Files of former builds go last: a process that runs from them may still load one until now.
const written = new Set(Object.keys(metafile.outputs).map((path) => join(root, path)));
for (const name of await readdir(outdir)) if (!written.has(join(outdir, name))) await rm(join(outdir, name));
await chmod(join(outdir, "main.mjs"), 0o755);
