import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const name = "rollcall";

let found: string | undefined;

/**
 * The folder that holds this program: package.json, prisma/migrations, node_modules, .next.
 *
 * Asked by walking up, because the same source runs as TypeScript, as a bundled command in dist/ and inside Next's own
 * bundle, where `import.meta.url` says nothing about the place. The started script comes first (a command may be run
 * from another folder), the working directory second (a test runner's script may lie anywhere).
 */
export function checkoutDirectory(): string {
  found ??= [dirname(process.argv[1] ?? "."), process.cwd()].map(findCheckout).find((folder) => folder !== undefined);
  return found ?? process.cwd();
}

function findCheckout(start: string): string | undefined {
  return foldersUpwards(start).find((folder) => {
    const file = join(folder, "package.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === name;
  });
}

/**
 * Where npm put a package, undefined when it did not: for files that are no modules (programs, WebAssembly), which a
 * bundler would otherwise look for inside its bundle. node_modules may belong to a folder above.
 */
export function packageDirectory(packageName: string, { from }: { from: string }): string | undefined {
  return foldersUpwards(from)
    .map((folder) => join(folder, "node_modules", packageName))
    .find((folder) => existsSync(join(folder, "package.json")));
}

function foldersUpwards(start: string): string[] {
  const folders = [resolve(start)];
  for (let folder = resolve(start); folder !== dirname(folder); folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}
