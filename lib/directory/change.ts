import type { Database } from "../db/database.ts";
import type { ChangeKind, GroupReference, PersonReference } from "./model.ts";
import { groupsById, peopleById } from "./references.ts";

/** One line of the history table. */
export type Change = {
  id: string;
  kind: ChangeKind;
  /** Graph's property name for `updated`; `supervisorId` for `supervisor`; the group's id for `membership`. */
  field: string | null;
  /** A property's value as text, a supervisor's id, `member` or nothing of a membership, or the reason of a removal. */
  before: string | null;
  after: string | null;
};

/** Whom and what the ids of a line stand for, under the names known now. */
export type Names = {
  supervisorBefore?: PersonReference;
  supervisorAfter?: PersonReference;
  group?: GroupReference;
};

/** Adds to lines of the history the supervisors and groups that they mention. */
export async function nameChanges<Line extends Change>(
  { db }: { db: Database },
  { changes }: { changes: readonly Line[] },
): Promise<(Line & Names)[]> {
  const supervisions = changes.filter((change) => change.kind === "supervisor");
  const memberships = changes.filter((change) => change.kind === "membership");
  const [people, groups] = await Promise.all([
    peopleById({ db }, { ids: supervisions.flatMap(({ before, after }) => [before, after]).filter(isKnown) }),
    groupsById({ db }, { ids: memberships.map(({ field }) => field).filter(isKnown) }),
  ]);
  return changes.map((change) => {
    const { kind, field, before, after } = change;
    if (kind === "membership") return { ...change, group: groups.get(field ?? "") };
    if (kind !== "supervisor") return change;
    return { ...change, supervisorBefore: people.get(before ?? ""), supervisorAfter: people.get(after ?? "") };
  });
}

function isKnown(id: string | null): id is string {
  return id !== null;
}
