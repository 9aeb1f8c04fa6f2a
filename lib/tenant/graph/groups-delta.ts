import type { Folded } from "../directory/change-log.ts";
import { idOf, numberOf } from "../directory/directory.ts";
import { directMembers } from "../directory/memberships.ts";
import { groupDefaults } from "../directory/properties.ts";
import { contains, positionAfter } from "../directory/sorted-numbers.ts";
import { groupSelection } from "../odata/select.ts";
import type { Answer } from "./answer.ts";
import { changesOf, type DeltaLink, deltaProperties, endedLink, linkOf, removedObject } from "./delta-objects.ts";
import { answerDelta, type Page, type Position, type Round, type Tracked, trackedIds } from "./delta-round.ts";
import { requireOneOf } from "./permissions.ts";
import type { GraphRequest } from "./request.ts";

/** Groups and, when `members` is selected or nothing is, their direct members. */
export function groupsDelta(request: GraphRequest): Answer {
  requireOneOf(request, "groups");
  return answerDelta(request, {
    track: () => track(request),
    page: (round, position) => groupPage(request, { round, position, entries: entriesOf(request, round) }),
  });
}

function track({ query }: GraphRequest): Tracked {
  const { select, filter } = query;
  groupSelection(select?.filter((name) => name !== "members"));
  return { collection: "groups", ...(select ? { select } : {}), ...trackedIds(filter) };
}

/** One group of a round: where it stands, what is told of it, and which memberships, by ascending member. */
type Entry = {
  position: number;
  item: Record<string, unknown>;
  members: readonly number[];
  link: (member: number) => DeltaLink;
};

/**
 * A page holds so many groups and memberships together. A group whose members do not fit comes again on the next page
 * with the next of them: a reader has to gather until the round is over.
 */
function groupPage(
  request: GraphRequest,
  { position, entries }: { round: Round; position: Position; entries: Iterable<Entry> },
): Page {
  const value: Page["value"] = [];
  let room = request.tenant.deltaPageLimit;
  let last = position.object;
  for (const entry of entries) {
    const resumed = position.member !== undefined && entry.position === position.object;
    if (entry.position < position.object || (entry.position === position.object && !resumed)) continue;
    if (room <= 0) return { value, next: { object: last } };
    const members = resumed ? entry.members.slice(positionAfter(entry.members, position.member ?? -1)) : entry.members;
    const shown = members.slice(0, Math.max(room - 1, 1));
    value.push(shown.length > 0 ? { ...entry.item, "members@delta": shown.map(entry.link) } : entry.item);
    room -= 1 + shown.length;
    last = entry.position;
    const lastShown = shown.at(-1);
    if (shown.length < members.length && lastShown !== undefined)
      return { value, next: { object: entry.position, member: lastShown } };
  }
  return { value, next: undefined };
}

function* entriesOf(request: GraphRequest, round: Round): Generator<Entry> {
  const { directory } = request.tenant;
  if (round.from === "everything") {
    for (const number of directory.groups.keys()) {
      if (isTracked(request, round, number)) yield { position: number, ...wholeGroup(request, round, number) };
    }
    return;
  }
  for (const [position, change] of changesOf(request, round).entries()) {
    const isGroup = directory.groups.has(change.number) || directory.deletedGroups.has(change.number);
    const entry =
      isGroup && isTracked(request, round, change.number) ? changedGroup(request, round, change) : undefined;
    if (entry) yield { position, ...entry };
  }
}

function isTracked(request: GraphRequest, { ids }: Round, number: number): boolean {
  return !ids || ids.some((id) => numberOf(request.tenant.directory, id) === number);
}

function changedGroup(request: GraphRequest, round: Round, change: Folded): Omit<Entry, "position"> | undefined {
  const { directory } = request.tenant;
  const { number } = change;
  const deleted = directory.deletedGroups.get(number);
  if (deleted)
    return {
      item: removedObject(idOf(directory, number), deleted),
      members: [],
      link: (member) => linkOf(directory, member),
    };
  if (change.whole) return wholeGroup(request, round, number);
  const members = tracksMembers(round) ? [...change.members].sort((a, b) => a - b) : [];
  const names = propertiesOf(round);
  if (members.length === 0 && !names.some((name) => change.properties.has(name))) return undefined;
  const now = directMembers(directory, number);
  return {
    item: groupProperties(request, { number, names, only: round.minimal ? change.properties : undefined }),
    members,
    link: (member) => (contains(now, member) ? linkOf(directory, member) : endedLink(directory, member)),
  };
}

/** Soft-deleted users are among the members told: their membership lives on, and comes back with a restore. */
function wholeGroup(request: GraphRequest, round: Round, number: number): Omit<Entry, "position"> {
  const { directory } = request.tenant;
  return {
    item: groupProperties(request, { number, names: propertiesOf(round), only: undefined }),
    members: tracksMembers(round) ? directMembers(directory, number) : [],
    link: (member) => linkOf(directory, member),
  };
}

function groupProperties(
  request: GraphRequest,
  { number, names, only }: { number: number; names: readonly string[]; only: ReadonlySet<string> | undefined },
): Record<string, unknown> {
  const values = request.tenant.directory.groups.get(number) ?? { id: idOf(request.tenant.directory, number) };
  return deltaProperties(values, { names, cleared: undefined, only });
}

function propertiesOf({ select }: Round): readonly string[] {
  return (select ?? groupDefaults).filter((name) => name !== "members" && name !== "id");
}

function tracksMembers({ select }: Round): boolean {
  return select?.includes("members") ?? true;
}
