import type { Database } from "../db/database.ts";
import { type LaterChange, type PersonSince, type Removal, readPersonSince } from "./changes-since.ts";
import { type GroupReference, type PersonReference, type UserColumn, userColumns } from "./model.ts";
import { textOfProperty } from "./property-text.ts";
import { groupsById, peopleById } from "./references.ts";

/** A value at the moment asked for, and what became of it. */
export type Was<Value> = {
  was: Value;
  /** What the copy holds now: of somebody removed, what was last known. */
  now: Value;
  /** The run that changed the value next, also where it has come back since; null when none did. */
  next: { run: number; at: Date } | null;
};

/** What the copy knew of a person at a moment. */
export type PersonThen = {
  state: Was<"live" | "removed">;
  /** The removal that held at the moment; null while live. Of somebody removed the values are what was last known. */
  removal: Removal | null;
  /** As text, the way the history writes them: several values joined by `; `, moments in ISO 8601. */
  properties: Record<UserColumn, Was<string | null>>;
  supervisor: Was<PersonReference | null>;
  /** Direct memberships of then and of now. */
  groups: (GroupReference & Was<boolean>)[];
};

export type PersonAsOf = { id: string; at: Date } & (
  | ({ known: true } & PersonThen)
  /** The copy first saw the person later. */
  | { known: false; firstSeenAt: Date; firstRun: number | null }
);

/**
 * A person as the copy had them at a moment: the present row with every later line of the history undone, newest first.
 * Undefined when the mirror does not hold the person: it never did, or they were deleted after the retention time, and
 * their history with them.
 *
 * Exact are the mirrored properties, the supervisor, the direct memberships and the state, as the last run left them
 * that closed at or before the moment. That is the copy's past and not the directory's: a run tells what it found, and
 * not since when.
 *
 * Not known, and therefore not told:
 * - what changed while the person was removed. They are not read was: the last known values stand until the run that
 *   brings them back, whose lines carry the whole difference.
 * - anything before the copy first saw the person; for somebody deleted after the retention time who came back, before
 *   that return.
 * - memberships of groups outside the scope of their time: those are not read.
 * - former names: supervisors and groups are called what they are called now, and somebody nobody names any more is an
 *   id.
 */
export async function personAsOf(
  { db }: { db: Database },
  { id, at }: { id: string; at: Date },
): Promise<PersonAsOf | undefined> {
  const since = await readPersonSince({ db }, { id, at });
  if (!since) return undefined;
  const { firstSeenAt } = since.person;
  const created = since.later.find((change) => change.kind === "created");
  if (created || firstSeenAt > at) return { id, at, known: false, firstSeenAt, firstRun: created?.run ?? null };
  const past = undo(since);
  return {
    ...{ id, at, known: true, removal: past.removal },
    state: {
      was: past.removal ? "removed" : "live",
      now: since.person.deletedAt ? "removed" : "live",
      next: nextIn(since, (change) => change.kind === "removed" || change.kind === "restored"),
    },
    properties: propertiesOf({ since, past }),
    supervisor: await supervisorOf({ db }, { since, past }),
    groups: await groupsOf({ db }, { since, past }),
  };
}

type Past = {
  properties: Map<string, string | null>;
  supervisorId: string | null;
  groupIds: Set<string>;
  removal: Removal | null;
};

/** Goes back from the present row, line by line. */
function undo({ person, supervisorId, groupIds, later, removedBefore }: PersonSince): Past {
  const past: Past = {
    properties: new Map(columns.map((name) => [name, textOfProperty(person[name])])),
    supervisorId,
    groupIds: new Set(groupIds),
    // Where the history has no line of it, the row itself says when and why.
    removal: person.deletedAt && (removedBefore ?? { run: null, at: person.deletedAt, reason: person.deletedReason }),
  };
  for (const { kind, field, before } of later) {
    if (kind === "updated" && field !== null) past.properties.set(field, before);
    if (kind === "supervisor") past.supervisorId = before;
    if (kind === "membership" && field !== null && before === null) past.groupIds.delete(field);
    if (kind === "membership" && field !== null && before !== null) past.groupIds.add(field);
    if (kind === "removed") past.removal = null;
    if (kind === "restored") past.removal = removedBefore ?? { run: null, at: null, reason: before };
  }
  return past;
}

const columns = Object.keys(userColumns) as UserColumn[];

type Both = { since: PersonSince; past: Past };

function propertiesOf({ since, past }: Both): PersonThen["properties"] {
  const entries = columns.map((name): [UserColumn, Was<string | null>] => [
    name,
    {
      was: past.properties.get(name) ?? null,
      now: textOfProperty(since.person[name]),
      next: nextIn(since, (change) => change.kind === "updated" && change.field === name),
    },
  ]);
  return Object.fromEntries(entries) as PersonThen["properties"];
}

async function supervisorOf({ db }: { db: Database }, { since, past }: Both): Promise<PersonThen["supervisor"]> {
  const ids = [past.supervisorId, since.supervisorId].filter((id) => id !== null);
  const people = await peopleById({ db }, { ids });
  return {
    was: people.get(past.supervisorId ?? "") ?? null,
    now: people.get(since.supervisorId ?? "") ?? null,
    next: nextIn(since, (change) => change.kind === "supervisor"),
  };
}

async function groupsOf({ db }: { db: Database }, { since, past }: Both): Promise<PersonThen["groups"]> {
  const groups = await groupsById({ db }, { ids: [...past.groupIds, ...since.groupIds] });
  return [...groups.values()].map((group) => ({
    ...group,
    was: past.groupIds.has(group.id),
    now: since.groupIds.includes(group.id),
    next: nextIn(since, (change) => change.kind === "membership" && change.field === group.id),
  }));
}

/** The changes are newest first: the next one after the moment is the last of them that fits. */
function nextIn({ later }: PersonSince, fits: (change: LaterChange) => boolean): Was<unknown>["next"] {
  const change = later.findLast(fits);
  return change ? { run: change.run, at: change.at } : null;
}
