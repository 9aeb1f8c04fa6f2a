import type { Metadata } from "next";
import Link from "next/link";
import { groups } from "#lib/commands/groups.ts";
import { type GroupsQuery, groupsQuery, readQuery } from "#lib/directory/schema.ts";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { type Choice, ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { GroupsTable } from "./_parts/groups-table.tsx";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const { query, page } = await orNotFound(async () => {
    const query = readQuery(groupsQuery, search);
    return { query, page: await groups(context, query) };
  });
  return (
    <>
      <PageHeader
        title="Groups"
        lead="All groups of the directory. Members are copied of the group to sync and of the groups nested in it."
      >
        <DownloadLinks path="/groups/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/groups"
        label="Name, mail or description"
        q={query.q ?? ""}
        choices={[stateChoice(query)]}
        result={shownOf(page)}
        kept={{ sort: textOf(search.sort), direction: textOf(search.direction) }}
      />
      <GroupsTable
        groups={page.rows}
        order={sortLinks("/groups", { search, order: query })}
        empty={<NoGroups query={query} total={page.total} />}
      />
      <ListPager path="/groups" search={search} page={page} />
    </>
  );
}

function stateChoice({ state }: GroupsQuery): Choice {
  return {
    name: "state",
    label: "State",
    value: state,
    options: [
      { value: "live", label: "In the directory" },
      { value: "removed", label: "Removed" },
      { value: "all", label: "All" },
    ],
  };
}

function NoGroups({ query, total }: { query: GroupsQuery; total: number }) {
  if (total > 0) {
    return (
      <EmptyState title="No group is left on this page">
        The list changed meanwhile. <Link href="/groups">Start from its first page</Link>.
      </EmptyState>
    );
  }
  if (query.q !== undefined || query.state !== "live") {
    return (
      <EmptyState title="No group matches">
        Try fewer words, or look through <Link href="/groups?state=all">all groups</Link>, removed ones too.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No groups yet">
      The first run fills this list. An admin starts it with Sync now on the <Link href="/">overview</Link>.
    </EmptyState>
  );
}
