import type { Cursors } from "./cursor.ts";
import type { Proof } from "./ledger.ts";
import type { Removal } from "./removals.ts";
import type { Staging } from "./staging/staging.ts";

/** What a run found out. */
export type Findings = {
  /** What was seen, and what of it differs from the mirror. */
  staging: Staging;
  /** User objects received. */
  read: number;
  /** People whose absence was proved. */
  removals: Removal[];
  groupsGone: string[];
  /** Groups of the scope; undefined when a delta run neither has nor needs them, because everybody is the scope. */
  scopeGroups?: string[];
  /** Where the next delta run goes on; undefined when the tenant gives no delta links. */
  cursors: Cursors | undefined;
  proof: Proof;
};
