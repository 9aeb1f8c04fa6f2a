import type { CopiedMemberships } from "../../../config/config.ts";
import type { AppError } from "../../../errors.ts";
import type { Changed } from "../../client/delta.ts";
import { membersOfGroups } from "../../client/members.ts";
import { liveGroupsOf, stageEdgeChanges, storedNesting } from "../staging/staging-changes.ts";
import type { Reading } from "./read.ts";

/**
 * Brings the stored direct memberships up to date: changes that delta tells for groups whose members are stored, and a full
 * reading of groups that were nested into the scope since. Where only the scope's groups are stored, others are ignored;
 * where all are, those that are new or came back are read in full too, because nothing promises that their members are told.
 *
 * @returns the ids of the scope's groups after the changes; none when everybody is the scope.
 */
export async function readEdges(
  reading: Reading,
  {
    groupId,
    changes,
    memberships,
  }: { groupId: string | undefined; changes: Map<string, Changed>; memberships: CopiedMemberships },
): Promise<string[]> {
  const { staging, session, run } = reading;
  const nesting = await storedNesting(staging.client);
  const inScope = () => (groupId === undefined ? new Set<string>() : closureOf(groupId, nesting));
  const stored = inScope();
  for (const id of memberships === "all" ? changes.keys() : stored) {
    const change = changes.get(id);
    if (!change || change.members.length === 0) continue;
    await stageEdgeChanges(staging.client, run, { groupId: id, members: change.members });
    applyTo(nesting, id, change.members);
  }
  for (const [id, change] of changes) if (change.isRemoved) withdraw(nesting, id);

  const known = new Set(stored);
  let unread = memberships === "all" ? await newAmong(reading, { changes, known }) : [];
  for (;;) {
    const scope = inScope();
    const fresh = new Set([...scope, ...unread].filter((id) => !known.has(id)));
    unread = [];
    if (fresh.size === 0) return [...scope];
    // What is stored of a group outside the scope may be what is no longer true.
    for (const id of fresh) nesting.delete(id);
    const refused = (id: string, refusal: AppError) => {
      if (scope.has(id)) throw refusal;
    };
    for await (const { groupId: id, members } of membersOfGroups(session, [...fresh], { refused })) {
      const edges = members.map((member) => ({ ...member, id: member.id.toLowerCase(), isRemoved: false }));
      await stageEdgeChanges(staging.client, run, { groupId: id, members: edges });
      applyTo(nesting, id, edges);
    }
    for (const id of fresh) known.add(id);
  }
}

/** Changed groups that the mirror does not have, or has as removed. */
async function newAmong(
  { staging }: Reading,
  { changes, known }: { changes: Map<string, Changed>; known: Set<string> },
): Promise<string[]> {
  const present = [...changes].flatMap(([id, { isRemoved }]) => (isRemoved || known.has(id) ? [] : [id]));
  const live = await liveGroupsOf(staging.client, present);
  return present.filter((id) => !live.has(id));
}

function applyTo(nesting: Map<string, Set<string>>, groupId: string, members: Changed["members"]): void {
  const nested = nesting.get(groupId) ?? new Set<string>();
  for (const { id, type, isRemoved } of members) {
    if (isRemoved) nested.delete(id);
    else if (type === "group") nested.add(id);
  }
  nesting.set(groupId, nested);
}

/** A deleted group has no members, and whoever it was nested in need not say so. */
function withdraw(nesting: Map<string, Set<string>>, groupId: string): void {
  nesting.delete(groupId);
  for (const nested of nesting.values()) nested.delete(groupId);
}

/** The group and all groups nested in it, at any depth; nesting may go in a circle. */
export function closureOf(groupId: string, nesting: Map<string, Set<string>>): Set<string> {
  const closure = new Set([groupId]);
  for (const id of closure) for (const nested of nesting.get(id) ?? []) closure.add(nested);
  return closure;
}
