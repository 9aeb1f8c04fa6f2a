/** What delta queries are answered from: every change in the order it happened; a delta token names a position in it. */
export type Change = {
  /** The user or group that changed. */
  number: number;
  what: "created" | "updated" | "deleted" | "restored" | "purged" | "supervisor" | "member";
  /** Names of the properties an update touched. */
  properties?: readonly string[];
  /** The member that came or went, or the supervisor before the change. */
  other?: number;
};

/** All changes of one object in a stretch of the log, folded into one. */
export type Folded = {
  number: number;
  whole: boolean;
  properties: ReadonlySet<string>;
  supervisorBefore: number | "none" | "unchanged";
  members: ReadonlySet<number>;
};

/** Folds a stretch of the log by object, those that changed last coming last. */
export function foldChanges(log: readonly Change[], range: { from: number; to: number }): Folded[] {
  const byObject = new Map<number, Mutable>();
  for (let at = range.from; at < range.to; at += 1) {
    const change = log[at];
    if (!change) continue;
    const folded = byObject.get(change.number) ?? emptyFold(change.number);
    byObject.delete(change.number);
    byObject.set(change.number, folded);
    absorb(folded, change);
  }
  return [...byObject.values()];
}

type Mutable = Folded & { properties: Set<string>; members: Set<number> };

function emptyFold(number: number): Mutable {
  return { number, whole: false, properties: new Set(), supervisorBefore: "unchanged", members: new Set() };
}

function absorb(folded: Mutable, change: Change): void {
  if (change.what === "member" && change.other !== undefined) folded.members.add(change.other);
  else if (change.what === "supervisor") {
    if (folded.supervisorBefore === "unchanged") folded.supervisorBefore = change.other ?? "none";
  } else if (change.what === "updated") for (const name of change.properties ?? []) folded.properties.add(name);
  else folded.whole = true;
}
