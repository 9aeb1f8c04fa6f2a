/**
 * What a run did to the people of the scope (never groups). A person is in exactly one of created, updated, unchanged,
 * removed and restored; held people are not in removed.
 */
export type Counts = {
  /** User objects received from Graph. */
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  removed: number;
  restored: number;
  /** Live people who got a supervisor or another one. */
  supervisorsSet: number;
  /** Live people who lost theirs. */
  supervisorsCleared: number;
  /** Removals that wait for a person's yes. */
  held: number;
};

export const noCounts: Counts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  restored: 0,
  supervisorsSet: 0,
  supervisorsCleared: 0,
  held: 0,
};

/** What of the counts is found out by bringing people into the mirror. */
export type PeopleCounts = Pick<
  Counts,
  "created" | "updated" | "unchanged" | "restored" | "supervisorsSet" | "supervisorsCleared"
>;

export const noPeopleCounts: PeopleCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  restored: 0,
  supervisorsSet: 0,
  supervisorsCleared: 0,
};
