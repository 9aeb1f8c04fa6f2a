import { mkdtempSync, writeFileSync } from "node:fs";

import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkout, describeMachine, measuredCommit } from "../machine.ts";
import { makeFolder, removeFolder } from "../rollcall.ts";
import { startApp } from "./app.ts";
import { type MeasuredPage, measurePages } from "./measure.ts";
import { pageOf } from "./page.ts";

/* `npm run bench -- --pages`: how long the built server takes for each page, with very many people. */

const { values } = parseArgs({
  options: {
    pages: { type: "boolean" },
    people: { type: "string", default: "100000,1000000" },
    rounds: { type: "string", default: "20" },
    output: { type: "string", default: join(checkout, "docs") },
  },
});

const measured = new Map<number, { pages: MeasuredPage[]; scriptBytes: number }>();
for (const people of values.people.split(",").map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
  makeFolder(folder);
  const app = await startApp({ folder, people });
  // Whoever stops it leaves no server behind.
  const stop = () => void app.stop().finally(() => process.exit(130));
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, stop);
  try {
    measured.set(people, await measurePages(app, { rounds: Number(values.rounds) }));
  } finally {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
    await app.stop();
    removeFolder(folder);
  }
}
const file = join(values.output, "benchmarks-pages.md");
writeFileSync(file, pageOf(measured, { machine: describeMachine(), commit: measuredCommit() }));
process.stdout.write(`${file}\n`);
