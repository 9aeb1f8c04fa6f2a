import type { Folded } from "../directory/change-log.ts";
import { idOf, isLiveUser, isUser, numberOf, supervisorOf, userRecord } from "../directory/directory.ts";
import { userDefaults } from "../directory/properties.ts";
import { userSelection } from "../odata/select.ts";
import type { Answer } from "./answer.ts";
import { changesOf, type DeltaLink, deltaProperties, endedLink, linkOf, removedObject } from "./delta-objects.ts";
import { answerDelta, type Page, type Position, type Round, type Tracked, trackedIds } from "./delta-round.ts";
import { requireOneOf } from "./permissions.ts";
import type { GraphRequest } from "./request.ts";

/** Users and, when `manager` is selected, who supervises them. */
export function usersDelta(request: GraphRequest): Answer {
  requireOneOf(request, "users");
  return answerDelta(request, {
    track: () => track(request),
    page: (round, position) =>
      round.from === "everything" ? firstRound(request, round, position) : laterRound(request, round, position),
  });
}

function track({ query }: GraphRequest): Tracked {
  const { select, filter } = query;
  userSelection(
    select?.filter((name) => name !== "manager"),
    "listing",
  );
  return { collection: "users", ...(select ? { select } : {}), ...trackedIds(filter) };
}

/** Everybody there is, soft-deleted people among them as removed: Graph may do so in the first round already. */
function firstRound(request: GraphRequest, round: Round, { object }: Position): Page {
  const { directory, deltaPageLimit } = request.tenant;
  const value: Page["value"] = [];
  let last = object;
  for (const number of everybodyAfter(request, round, object)) {
    if (value.length === deltaPageLimit) return { value, next: { object: last } };
    last = number;
    value.push(
      isLiveUser(directory, number)
        ? wholeUser(request, round, number)
        : removedObject(idOf(directory, number), "changed"),
    );
  }
  return { value, next: undefined };
}

function* everybodyAfter(request: GraphRequest, { ids }: Round, after: number): Generator<number> {
  const { directory } = request.tenant;
  const { people } = directory.population;
  if (ids) {
    const numbers = ids.map((id) => numberOf(directory, id) ?? -1).sort((a, b) => a - b);
    for (const number of new Set(numbers)) if (number > after && isUser(directory, number)) yield number;
    return;
  }
  for (let number = after + 1; number < people; number += 1) if (isUser(directory, number)) yield number;
  for (const number of directory.addedUsers) if (number > after && isUser(directory, number)) yield number;
}

function laterRound(request: GraphRequest, round: Round, { object }: Position): Page {
  const changes = changesOf(request, round);
  const value: Page["value"] = [];
  for (let at = object + 1; at < changes.length; at += 1) {
    const change = changes[at];
    const item = change && concerns(request, round, change.number) ? changedUser(request, round, change) : undefined;
    if (!item) continue;
    if (value.length === request.tenant.deltaPageLimit) return { value, next: { object: at - 1 } };
    value.push(item);
  }
  return { value, next: undefined };
}

function concerns(request: GraphRequest, { ids }: Round, number: number): boolean {
  const { directory } = request.tenant;
  if (!isUser(directory, number) && !directory.purgedUsers.has(number)) return false;
  return !ids || ids.includes(idOf(directory, number));
}

/** What a caller is told of a changed user; nothing when only untracked properties changed. */
function changedUser(request: GraphRequest, round: Round, change: Folded): Record<string, unknown> | undefined {
  const { directory } = request.tenant;
  const { number } = change;
  if (directory.purgedUsers.has(number)) return removedObject(idOf(directory, number), "deleted");
  if (!isLiveUser(directory, number)) return removedObject(idOf(directory, number), "changed");
  const supervisor =
    tracksSupervisor(round) && change.supervisorBefore !== "unchanged" ? supervisorDelta(request, change) : {};
  if (change.whole) return { ...wholeUser(request, round, number), ...supervisor };
  const names = propertiesOf(round);
  if (!names.some((name) => change.properties.has(name)) && Object.keys(supervisor).length === 0) return undefined;
  return {
    ...userProperties(request, { number, names, only: round.minimal ? change.properties : undefined }),
    ...supervisor,
  };
}

function wholeUser(request: GraphRequest, round: Round, number: number): Record<string, unknown> {
  const { directory } = request.tenant;
  const above = tracksSupervisor(round) ? supervisorOf(directory, number) : undefined;
  const supervisor = above === undefined ? {} : { "manager@delta": [linkOf(directory, above)] };
  return { ...userProperties(request, { number, names: propertiesOf(round), only: undefined }), ...supervisor };
}

/** A list although there is one manager: the one who ceased to be it, marked as removed, then the one who is. */
function supervisorDelta(
  request: GraphRequest,
  { number, supervisorBefore }: Folded,
): { "manager@delta"?: DeltaLink[] } {
  const { directory } = request.tenant;
  const above = supervisorOf(directory, number);
  const ended =
    typeof supervisorBefore === "number" && supervisorBefore !== above ? [endedLink(directory, supervisorBefore)] : [];
  const links = [...ended, ...(above === undefined ? [] : [linkOf(directory, above)])];
  return links.length === 0 ? {} : { "manager@delta": links };
}

function userProperties(
  request: GraphRequest,
  { number, names, only }: { number: number; names: readonly string[]; only: ReadonlySet<string> | undefined },
): Record<string, unknown> {
  const { directory } = request.tenant;
  return deltaProperties(userRecord(directory, number), {
    names,
    cleared: directory.clearedProperties.get(number),
    only,
  });
}

function propertiesOf({ select }: Round): readonly string[] {
  return (select ?? userDefaults).filter((name) => name !== "manager" && name !== "id");
}

function tracksSupervisor({ select }: Round): boolean {
  return select?.includes("manager") ?? false;
}
