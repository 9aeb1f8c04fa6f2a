import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Results } from "../results.ts";
import { pageOf } from "./page.ts";
import { plotsOf } from "./plots.ts";

/** Writes the page and its plots. @returns the files written */
export function writePage(folder: string, results: Results): string[] {
  const images = join(folder, "images");
  mkdirSync(images, { recursive: true });
  const plots = plotsOf(results);
  const files = [
    [join(folder, "benchmarks.md"), pageOf(results, Object.keys(plots))],
    ...Object.entries(plots).map(([name, text]) => [join(images, name), text]),
  ] as [string, string][];
  for (const [file, text] of files) writeFileSync(file, text);
  return files.map(([file]) => file);
}
