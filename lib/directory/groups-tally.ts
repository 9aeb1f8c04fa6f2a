import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { type GroupFilters, groupsCondition, kindColumn, scopeColumn } from "./groups.ts";
import { keptUntilChange } from "./kept-until-change.ts";
import { type GroupKind, groupKinds } from "./model.ts";

type Alike = { kind: GroupKind; inScope: boolean; removed: boolean; groups: number };

/** How many groups each value of a choice would leave, with the other choices as they are. */
export type GroupFacets = {
  state: Record<"live" | "removed" | "all", number>;
  scope: Record<"all" | "in" | "out", number>;
  kind: Record<GroupKind, number>;
};

type Chosen = keyof GroupFacets;

const fits: { [Name in Chosen]: (alike: Alike, filters: GroupFilters) => boolean } = {
  state: ({ removed }, { state }) => state === "all" || removed === (state === "removed"),
  scope: ({ inScope }, { scope = "all" }) => scope === "all" || inScope === (scope === "in"),
  kind: (alike, { kind }) => kind === undefined || alike.kind === kind,
};

/** The counts beside the choices of the list of groups, counted once for each search and state of the mirror. */
export async function groupFacetsOf(
  { db }: { db: Database },
  { filters }: { filters: GroupFilters },
): Promise<GroupFacets> {
  const { q } = filters;
  const tally = await keptUntilChange(db, {
    name: `tally of groups ${JSON.stringify(q)}`,
    async find() {
      const query = Prisma.sql`
        SELECT ${kindColumn} AS kind, ${scopeColumn} <> 'outside' AS "inScope", g."deletedAt" IS NOT NULL AS removed,
          count(*)::int AS groups
        FROM microsoft_graph_group g WHERE ${groupsCondition({ q, state: "all" })} GROUP BY 1, 2, 3`;
      return (await db.pool.query<Alike>(query.text, query.values)).rows;
    },
  });
  const names = Object.keys(fits) as Chosen[];
  const sum = (name: Chosen, counts: (alike: Alike) => boolean) =>
    tally
      .filter((alike) => counts(alike) && names.every((other) => other === name || fits[other](alike, filters)))
      .reduce((all, { groups }) => all + groups, 0);
  const all = () => true;
  const kinds = groupKinds.map((kind) => [kind, sum("kind", (alike) => alike.kind === kind)]);
  return {
    state: {
      ...{ live: sum("state", ({ removed }) => !removed), removed: sum("state", ({ removed }) => removed) },
      all: sum("state", all),
    },
    scope: {
      ...{ in: sum("scope", ({ inScope }) => inScope), out: sum("scope", ({ inScope }) => !inScope) },
      all: sum("scope", all),
    },
    kind: Object.fromEntries(kinds) as Record<GroupKind, number>,
  };
}
