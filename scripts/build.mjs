// `npm run build`: the generated client, the web app and the command line.
import { hashOfSources, noteBuilt } from "./sources.mjs";
import { node, runAll } from "./steps.mjs";

const hash = hashOfSources();
await runAll([
  node("scripts/prisma.mjs", "generate"),
  node("node_modules/next/dist/bin/next", "build"),
  node("scripts/build-cli.mjs"),
]);
noteBuilt(hash);
