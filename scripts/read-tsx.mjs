// Loaded before dependency-cruiser 17.4, which asks @swc/core for TypeScript without JSX and stops at the first .tsx file.
import { createRequire } from "node:module";

const swc = createRequire(import.meta.url)("@swc/core");
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });
