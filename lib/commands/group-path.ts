import type { GroupReference } from "../directory/model.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { groupsOfUser } from "../graph/client/members.ts";
import { pages } from "../graph/client/pages.ts";

/** A group as Graph names it. */
export type GroupOnTheWay = Pick<GroupReference, "id" | "displayName">;

/**
 * Whether a person is in a group, directly or through others, and the shortest way there: the group they are a direct
 * member of first, the group itself last. The way is empty for a member when Graph does not show us one (a group with
 * hidden members).
 *
 * Upwards on purpose: a person is in few groups, while a group may have a hundred thousand members. Only groups that
 * Graph names as the person's are followed, so a circle of groups ends too.
 */
export async function groupPath(
  session: GraphSession,
  { userId, groupId }: { userId: string; groupId: string },
): Promise<{ isMember: boolean; path: GroupOnTheWay[] }> {
  const groups = (await groupsOfUser(session, userId)).filter((membership) => membership.type === "group");
  const within = new Set(groups.map((group) => group.id.toLowerCase()));
  const target = groupId.toLowerCase();
  if (!within.has(target)) return { isMember: false, path: [] };
  const reached = new Set<string>();
  let paths: GroupOnTheWay[][] = groups
    .filter((group) => group.direct)
    .map(({ id, displayName }) => [{ id: id.toLowerCase(), displayName }]);
  while (paths.length > 0) {
    const arrived = paths.find((path) => path.at(-1)?.id === target);
    if (arrived) return { isMember: true, path: arrived };
    for (const path of paths) reached.add(path.at(-1)?.id ?? "");
    const longer: GroupOnTheWay[][] = [];
    for (const path of paths) {
      for (const parent of await parentsOf(session, path)) {
        if (!within.has(parent.id) || reached.has(parent.id)) continue;
        reached.add(parent.id);
        longer.push([...path, parent]);
      }
    }
    paths = longer;
  }
  return { isMember: true, path: [] };
}

async function parentsOf(session: GraphSession, path: GroupOnTheWay[]): Promise<GroupOnTheWay[]> {
  const group = path.at(-1);
  if (!group) return [];
  const parents: GroupOnTheWay[] = [];
  const listing = pages(session, `/groups/${encodeURIComponent(group.id)}/memberOf?$select=id,displayName&$top=999`);
  for await (const page of listing) {
    for (const { id, displayName } of page.items) {
      parents.push({ id: id.toLowerCase(), displayName: typeof displayName === "string" ? displayName : null });
    }
  }
  return parents;
}
