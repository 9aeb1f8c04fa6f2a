import type { Changed } from "../client/delta.ts";
import { membersOfGroups } from "../client/members.ts";
import type { Reading } from "./read.ts";
import { stageEdgeChanges, storedNesting } from "./staging-changes.ts";

/**
 * Brings the stored direct memberships of the scope's groups up to date: changes that delta tells for groups whose
 * members are stored, and a full reading of groups that were nested into the scope since. Groups outside are ignored.
 *
 * @returns the ids of the scope's groups after the changes.
 */
export async function readEdges(
  reading: Reading,
  { groupId, changes }: { groupId: string; changes: Map<string, Changed> },
): Promise<string[]> {
  const { staging, session, run } = reading;
  const nesting = await storedNesting(staging.client);
  const stored = closureOf(groupId, nesting);
  for (const id of stored) {
    const change = changes.get(id);
    if (!change || change.members.length === 0) continue;
    await stageEdgeChanges(staging.client, run, { groupId: id, members: change.members });
    applyTo(nesting, id, change.members);
  }
  for (const [id, change] of changes) if (change.isRemoved) withdraw(nesting, id);

  const known = new Set(stored);
  for (;;) {
    const fresh = [...closureOf(groupId, nesting)].filter((id) => !known.has(id));
    if (fresh.length === 0) return [...closureOf(groupId, nesting)];
    for await (const { groupId: id, members } of membersOfGroups(session, fresh)) {
      const edges = members.map((member) => ({ ...member, id: member.id.toLowerCase(), isRemoved: false }));
      await stageEdgeChanges(staging.client, run, { groupId: id, members: edges });
      applyTo(nesting, id, edges);
    }
    for (const id of fresh) known.add(id);
  }
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
