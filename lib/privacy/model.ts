/** How long rows stay. `retention`: the setting for removed people; `audit-retention`: the one for the log. */
export type Kept =
  | "retention"
  | "for-ever"
  | "one-run"
  | "five-plans"
  | "audit-retention"
  | "until-changed"
  | "a-day-unused";

/**
 * What becomes of rows that name a person when that person is erased. `cleared`: their own go, and their name is taken out
 * of others'. `own-deleted`: their own go, others' keep the object id.
 */
export type OnErasure = "deleted" | "cleared" | "own-deleted" | "kept";

/** Columns of one table that serve one purpose; its words are under the same key in #words/privacy.tsx. */
export type StoredPart = {
  part: PartName;
  table: string;
  columns: readonly string[];
  source: "microsoft-graph" | "rollcall" | "people";
  kept: Kept;
  seenBy: "everybody" | "admins" | "nobody";
  /** How rows about a person are found: by object id, or by the name they sign in with. Absent: it names nobody. */
  person?: { ids?: readonly string[]; names?: readonly string[]; onErasure: OnErasure };
};

export type PartName =
  | "identity"
  | "contact"
  | "work"
  | "address"
  | "account"
  | "bookkeeping"
  | "supervision"
  | "groups"
  | "memberships"
  | "history"
  | "runs"
  | "plans"
  | "held"
  | "turn"
  | "staging"
  | "cursors"
  | "deleted"
  | "scope"
  | "settings"
  | "consent"
  | "texts"
  | "spans"
  | "session-ends"
  | "limits"
  | "tokens"
  | "audit";
