import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { GroupReference } from "./model.ts";
import { presenceOf } from "./supervision.ts";

/** A group a person is in. */
export type Membership = GroupReference & {
  /** False when the person is in it through another group only. */
  direct: boolean;
  /** The shortest way into it: from the group they are a direct member of to the one nested in this. Empty if direct. */
  through: GroupReference[];
  isGroupToSync: boolean;
};

type Row = GroupReference & {
  isGroupToSync: boolean;
  /** Of the person and their groups, who is a direct member of this one. */
  members: string[];
};

/** The groups a person is in, directly or through groups, as far as memberships are mirrored; direct ones first. */
export async function membershipsOf({ db }: { db: Database }, { id }: { id: string }): Promise<Membership[]> {
  // UNION and not UNION ALL: groups may be nested in a circle. Upwards: a person is in few groups, while a group may
  // have a hundred thousand members.
  const query = Prisma.sql`
    WITH RECURSIVE found AS (
      SELECT ${id}::text AS id
      UNION
      SELECT m."groupId" FROM found f JOIN microsoft_graph_group_member m ON m."memberId" = f.id
    ), edges AS (
      SELECT m."groupId" AS id, array_agg(m."memberId") AS members
      FROM found f JOIN microsoft_graph_group_member m ON m."memberId" = f.id GROUP BY m."groupId"
    )
    SELECT e.id, g."displayName", ${presenceOf("g")} AS presence, e.members,
      coalesce(e.id = (SELECT "groupId" FROM sync_scope WHERE id = 'directory'), FALSE) AS "isGroupToSync"
    FROM edges e LEFT JOIN microsoft_graph_group g ON g.id = e.id
    ORDER BY g."displayName" COLLATE "und-x-icu", e.id`;
  const { rows } = await db.pool.query<Row>(query.text, query.values);
  const ways = waysFrom(id, rows);
  const memberships = rows.map(({ members, isGroupToSync, ...group }) => ({
    ...group,
    direct: members.includes(id),
    through: ways.get(group.id) ?? [],
    isGroupToSync,
  }));
  return [...memberships.filter(({ direct }) => direct), ...memberships.filter(({ direct }) => !direct)];
}

/** For each group the groups on the shortest way to it; of two as short, the one through the first names. */
function waysFrom(id: string, rows: Row[]): Map<string, GroupReference[]> {
  const ways = new Map<string, GroupReference[]>();
  let reached: { id: string; way: GroupReference[] }[] = [{ id, way: [] }];
  while (reached.length > 0) {
    const next: typeof reached = [];
    for (const from of reached) {
      for (const { id: groupId, displayName, presence } of rows.filter(({ members }) => members.includes(from.id))) {
        if (ways.has(groupId)) continue;
        ways.set(groupId, from.way);
        next.push({ id: groupId, way: [...from.way, { id: groupId, displayName, presence }] });
      }
    }
    reached = next;
  }
  return ways;
}
