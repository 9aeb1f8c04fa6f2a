import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import { type Group, type GroupKind, groupColumns } from "./model.ts";
import { type Direction, type Listing, wholeList } from "./page-query.ts";
import type { GroupSort } from "./schema.ts";
import { searchCondition } from "./search.ts";
import { streamRows } from "./stream.ts";

/** What a group has to do with the group to sync: it is the one, it is nested in it (at any depth), or neither. */
export type Scope = "group-to-sync" | "nested" | "outside";

export type ListedGroup = Group & {
  scope: Scope;
  kind: GroupKind;
  /** Direct members that are copied: of every type in scope, outside people of the copy and groups; null where none are read. */
  members: number | null;
};

export type GroupFilters = {
  q?: string;
  state: "live" | "removed" | "all";
  scope?: "all" | "in" | "out";
  kind?: GroupKind;
};

const groupFields = Prisma.raw(
  ["id", ...Object.keys(groupColumns), "deletedAt", "deletedReason", "firstSeenAt", "changedAt"]
    .map((name) => `g."${name}"`)
    .join(", "),
);

// Which groups are in scope is as the last run found it. With `*` there is no group to sync.
export const scopeColumn = Prisma.sql`CASE
  WHEN g.id = (SELECT "groupId" FROM sync_scope WHERE id = 'directory') THEN 'group-to-sync'
  WHEN g.id IN (SELECT unnest("groupIds") FROM sync_scope) THEN 'nested'
  ELSE 'outside' END`;

/** What sort of group `g` is: what Entra's admin centre calls so is told by three properties. */
export const kindColumn = Prisma.sql`CASE
  WHEN 'Unified' = ANY(g."groupTypes") THEN 'microsoft-365'
  WHEN g."mailEnabled" AND g."securityEnabled" THEN 'mail-enabled-security'
  WHEN g."securityEnabled" THEN 'security'
  WHEN g."mailEnabled" THEN 'distribution' ELSE 'other' END`;

// Members of a group in scope are known, also when it has none; those of other groups where all memberships are copied.
// A group that hides them may not have shown them.
const columns = Prisma.sql`${groupFields}, ${kindColumn} AS kind, c.scope, CASE
  WHEN c.scope <> 'outside' THEN c.members
  WHEN (SELECT memberships FROM sync_scope) = 'all' AND (c.members > 0 OR g.visibility IS DISTINCT FROM 'HiddenMembership')
    THEN c.members
  END AS members`;

/**
 * Counted for all groups at once and not for each: where few groups have very many members, PostgreSQL reads all
 * memberships for each of them.
 */
const counted = (groups: Prisma.Sql) => Prisma.sql`
  LEFT JOIN (
    SELECT m."groupId", count(*)::int AS members FROM microsoft_graph_group_member m WHERE ${groups} GROUP BY 1
  ) n ON n."groupId" = g.id
  CROSS JOIN LATERAL (SELECT ${scopeColumn} AS scope, coalesce(n.members, 0) AS members) c`;

const joins = (groups: Prisma.Sql) => Prisma.sql`JOIN microsoft_graph_group g ON g.id = p.id ${counted(groups)}`;
const ofThePage = Prisma.sql`m."groupId" IN (SELECT id FROM page)`;

/** @throws AppError `bad-input` for a cursor of another list or order. */
export function listGroups(
  { db }: { db: Database },
  query: { filters: GroupFilters; sort: GroupSort; direction: Direction; place: Place; limit: number },
): Promise<Page<ListedGroup>> {
  const { filters, sort, direction, place, limit } = query;
  const listing: Listing = {
    ...shapeOf({ filters, sort, direction }),
    joins: joins(ofThePage),
    sort,
    extent: isWhole(filters) ? "all" : "few",
  };
  return listPage<ListedGroup>(db, { listing, place, limit });
}

/** Every group the filters let through, in order and as of one moment. */
export function streamGroups(
  { db }: { db: Database },
  query: { filters: GroupFilters; sort: GroupSort; direction: Direction },
): AsyncGenerator<ListedGroup> {
  return streamRows<ListedGroup>(db, wholeList({ ...shapeOf(query), joins: joins(Prisma.sql`TRUE`) }));
}

/** The group's row, live or removed; undefined when the mirror never held it. */
export async function findGroup({ db }: { db: Database }, { id }: { id: string }): Promise<ListedGroup | undefined> {
  const members = counted(Prisma.sql`m."groupId" = ${id}`);
  const query = Prisma.sql`SELECT ${columns} FROM microsoft_graph_group g ${members} WHERE g.id = ${id}`;
  const { rows } = await db.pool.query<ListedGroup>(query.text, query.values);
  return rows[0];
}

function isWhole({ q, scope = "all", kind }: GroupFilters): boolean {
  return q === undefined && scope === "all" && kind === undefined;
}

/** A condition for the groups `g` that the filters let through. */
export function groupsCondition({ q, state, scope, kind }: GroupFilters): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (q !== undefined) conditions.push(searchCondition(q, { id: Prisma.sql`g.id`, folded: Prisma.sql`g.search` }));
  if (state === "live") conditions.push(Prisma.sql`g."deletedAt" IS NULL`);
  if (state === "removed") conditions.push(Prisma.sql`g."deletedAt" IS NOT NULL`);
  if (scope === "in") conditions.push(Prisma.sql`${scopeColumn} <> 'outside'`);
  if (scope === "out") conditions.push(Prisma.sql`${scopeColumn} = 'outside'`);
  if (kind !== undefined) conditions.push(Prisma.sql`${kindColumn} = ${kind}`);
  return Prisma.join(conditions, " AND ");
}

function shapeOf(query: { filters: GroupFilters; sort: GroupSort; direction: Direction }) {
  const { filters, sort, direction } = query;
  const column = Prisma.raw(`g."${sort}"`);
  const key = sort === "changedAt" ? column : Prisma.sql`coalesce(${column}, '') COLLATE "und-x-icu"`;
  return {
    source: Prisma.sql`SELECT g.id, ${key} AS key FROM microsoft_graph_group g WHERE ${groupsCondition(filters)}`,
    keyType: sort === "changedAt" ? ("timestamptz" as const) : ("text" as const),
    direction,
    columns,
  };
}
