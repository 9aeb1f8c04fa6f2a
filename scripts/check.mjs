// `npm run check`.
import { performChecks } from "./checks.mjs";

const failed = await performChecks();
process.exit(failed.length > 0 ? 1 : 0);
