import type { Context } from "../context.ts";
import { type EffectiveMember, listEffectiveMembers, type Nesting, nestingOf } from "../directory/group-nesting.ts";
import { findGroup, type GroupFilters, type ListedGroup, listGroups, streamGroups } from "../directory/groups.ts";
import { type GroupFacets, groupFacetsOf } from "../directory/groups-tally.ts";
import type { Page } from "../directory/keyset.ts";
import { listMembers, type Member } from "../directory/members.ts";
import { objectIdOf } from "../directory/model.ts";
import type { GroupsQuery, MembersQuery } from "../directory/schema.ts";
import { chooseColumns, groupCsvColumns } from "../export/columns.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";

export type { EffectiveMember, Nesting } from "../directory/group-nesting.ts";
export type { ListedGroup, Scope } from "../directory/groups.ts";
export type { GroupFacets } from "../directory/groups-tally.ts";
export type { Member } from "../directory/members.ts";

/**
 * One page of the list of groups.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function groups(context: Context, query: GroupsQuery): Promise<Page<ListedGroup>> {
  const { q, state, scope, kind, sort, direction, after, before } = query;
  return listGroups(context, {
    filters: { q, state, scope, kind },
    sort,
    direction,
    place: { after, before },
    limit: 50,
  });
}

/** How many groups each choice above the list would leave, with the other choices as they are. */
export function groupFacets(context: Context, filters: GroupFilters): Promise<GroupFacets> {
  return groupFacetsOf(context, { filters });
}

/** A group by Graph object id; undefined when the mirror never held it. */
export async function groupById(context: Context, { id: text }: { id: string }): Promise<ListedGroup | undefined> {
  const id = objectIdOf(text);
  return id === undefined ? undefined : findGroup(context, { id });
}

/**
 * One page of a group's direct members by name; `id` is a Graph object id.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function membersOfGroup(
  context: Context,
  { id, query }: { id: string; query: MembersQuery },
): Promise<Page<Member>> {
  return listMembers(context, { groupId: id, place: query, limit: 50 });
}

/** One page of the people in a group through any nesting, each once. Throws as `membersOfGroup`. */
export function everybodyInGroup(
  context: Context,
  { id, query: { after, before } }: { id: string; query: MembersQuery },
): Promise<Page<EffectiveMember>> {
  return listEffectiveMembers(context, { groupId: id, place: { after, before }, limit: 50 });
}

/** The groups directly around a group; `id` is a Graph object id. */
export function groupsAround(context: Context, { id }: { id: string }): Promise<Nesting> {
  return nestingOf(context, { id });
}

/**
 * The groups as CSV. Without filters: the live ones, or all with `includeRemoved`.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportGroups(
  context: Context,
  options: DownloadOptions & { filters?: Partial<GroupsQuery>; includeRemoved?: boolean } = {},
): Download {
  const { q, scope, kind, sort = "displayName", direction = "asc" } = options.filters ?? {};
  const state = options.filters?.state ?? (options.includeRemoved ? "all" : "live");
  const columns = chooseColumns(options.columns, { known: groupCsvColumns });
  const rows = streamGroups(context, { filters: { q, state, scope, kind }, sort, direction });
  return auditedDownload(context, { what: "groups", rows, columns, filters: { q, state, scope, kind }, options });
}
