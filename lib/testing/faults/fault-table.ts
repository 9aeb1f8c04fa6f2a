import { answers } from "./answers.ts";
import { changes } from "./changes.ts";
import { directory } from "./directory.ts";
import type { FaultSection } from "./fault-row.ts";
import { lines } from "./lines.ts";
import { listings } from "./lists.ts";
import { memberships } from "./memberships.ts";
import { slices } from "./slices.ts";
import { tokens } from "./tokens.ts";

/** Every fault that the demo tenant can produce, and how each kind of run ends that meets it. */
export const faultTable: readonly FaultSection[] = [
  answers,
  lines,
  listings,
  slices,
  changes,
  tokens,
  directory,
  memberships,
];
