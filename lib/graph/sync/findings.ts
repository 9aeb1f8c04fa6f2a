import type { Cursors } from "./cursor.ts";
import type { Proof } from "./ledger.ts";
import type { Removal } from "./removals.ts";

/** What a run found out beside what it staged. */
export type Findings = {
  /** User objects received. */
  read: number;
  /** People whose absence was proved. */
  removals: Removal[];
  groupsGone: string[];
  /** Groups of the scope after a delta run; undefined after a full one, and when everybody is the scope. */
  scopeGroups?: string[];
  /** Where the next delta run goes on; undefined when the tenant gives no delta links. */
  cursors: Cursors | undefined;
  proof: Proof;
};
