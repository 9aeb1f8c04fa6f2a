import type { GroupReference } from "../directory/model.ts";
import type { GraphSession } from "../graph/client/graph.ts";
import { groupsOfUser } from "../graph/client/members.ts";
import { parentsOfGroups } from "../graph/client/parent-groups.ts";

/** A group as Graph names it. */
export type GroupOnTheWay = Pick<GroupReference, "id" | "displayName">;

/** The ways into a group beside the shortest: how many there are, and the next few. */
export type OtherWays = {
  count: number;
  /** False: there may be more, which were not followed. */
  isExact: boolean;
  first: GroupOnTheWay[][];
};

/** From the group a person is a direct member of to the group in question, shortest way first. */
type Ways = { path: GroupOnTheWay[]; others: OtherWays };

/** Groups whose own groups are asked for once a way is known; somebody may be in thousands. */
const mostAsked = 100;
/** Ways that are counted; groups nested crosswise have more than anybody reads. */
const mostCounted = 100;
const mostShown = 3;

const noWay: Ways = { path: [], others: { count: 0, isExact: true, first: [] } };

/**
 * Whether a person is in a group, directly or through others, and the ways there. There is none for a member when Graph does
 * not show us one (a group with hidden members).
 *
 * Upwards on purpose: a person is in few groups, while a group may have a hundred thousand members. Only groups that
 * Graph names as the person's are followed, so a circle of groups ends too.
 */
export async function groupWays(
  session: GraphSession,
  { userId, groupId }: { userId: string; groupId: string },
): Promise<{ isMember: boolean } & Ways> {
  const groups = (await groupsOfUser(session, userId)).filter((membership) => membership.type === "group");
  const names = new Map(groups.map(({ id, displayName }) => [id.toLowerCase(), displayName]));
  const target = groupId.toLowerCase();
  if (!names.has(target)) return { isMember: false, ...noWay };
  const direct = groups.filter((group) => group.direct).map(({ id }) => id.toLowerCase());
  const { parents, isWhole } = await readParents(session, { from: direct, target, within: names });
  const { ways, isAll } = waysUp({ from: direct, target, parents });
  const named = ways.map((way) => way.map((id) => ({ id, displayName: names.get(id) ?? null })));
  const [path = [], ...others] = named;
  const isExact = isWhole && isAll;
  return { isMember: true, path, others: { count: others.length, isExact, first: others.slice(0, mostShown) } };
}

type Parents = ReadonlyMap<string, readonly string[]>;

/** Which of the person's groups are directly in which, level by level from those they are a direct member of. */
async function readParents(
  session: GraphSession,
  { from, target, within }: { from: readonly string[]; target: string; within: ReadonlyMap<string, unknown> },
): Promise<{ parents: Parents; isWhole: boolean }> {
  const parents = new Map<string, string[]>();
  let isReached = from.includes(target);
  let level = from.filter((id) => id !== target);
  while (level.length > 0) {
    const asked = isReached ? level.slice(0, Math.max(0, mostAsked - parents.size)) : level;
    for (const [group, above] of await parentsOfGroups(session, asked)) {
      parents.set(
        group,
        above.filter((id) => within.has(id)),
      );
    }
    if (asked.length < level.length) return { parents, isWhole: false };
    const met = new Set(level.flatMap((id) => parents.get(id) ?? []));
    isReached ||= met.has(target);
    level = [...met].filter((id) => id !== target && !parents.has(id));
  }
  return { parents, isWhole: true };
}

/** Every way from one of the groups up to the target that meets no group twice, shortest first. */
function waysUp({ from, target, parents }: { from: readonly string[]; target: string; parents: Parents }): {
  ways: string[][];
  isAll: boolean;
} {
  const leading = groupsLeadingTo(target, parents);
  const ways: string[][] = [];
  let isAll = true;
  let begun = from.filter((id) => leading.has(id)).map((id) => [id]);
  while (begun.length > 0 && ways.length <= mostCounted) {
    const longer: string[][] = [];
    for (const way of begun) {
      const last = way.at(-1) ?? "";
      if (last === target) ways.push(way);
      else {
        const above = (parents.get(last) ?? []).filter((id) => leading.has(id) && !way.includes(id));
        longer.push(...above.map((id) => [...way, id]));
      }
    }
    begun = longer.slice(0, mostCounted);
    isAll &&= begun.length === longer.length;
  }
  return { ways: ways.slice(0, mostCounted + 1), isAll: isAll && begun.length === 0 && ways.length <= mostCounted + 1 };
}

/** The target, and every group that is in it directly or through others. */
function groupsLeadingTo(target: string, parents: Parents): ReadonlySet<string> {
  const leading = new Set([target]);
  let before = 0;
  while (leading.size > before) {
    before = leading.size;
    for (const [group, above] of parents) if (above.some((id) => leading.has(id))) leading.add(group);
  }
  return leading;
}
