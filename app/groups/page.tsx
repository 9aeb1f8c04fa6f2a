import type { Metadata } from "next";
import { groups } from "#lib/commands/groups.ts";
import { type GroupsQuery, groupsQuery, readQuery } from "#lib/directory/schema.ts";
import { groupsWords } from "#words/groups.tsx";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { type Choice, ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { GroupsTable } from "./_parts/groups-table.tsx";

export const metadata: Metadata = { title: groupsWords.title };

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
      <PageHeader title={groupsWords.title} lead={groupsWords.lead}>
        <DownloadLinks path="/groups/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/groups"
        label={groupsWords.search}
        q={query.q ?? ""}
        choices={[scopeChoice(query), stateChoice(query)]}
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
  const { label, live, removed, all } = groupsWords.state;
  return {
    name: "state",
    label,
    value: state,
    options: [
      { value: "live", label: live },
      { value: "removed", label: removed },
      { value: "all", label: all },
    ],
  };
}

function scopeChoice({ scope }: GroupsQuery): Choice {
  const { label, all, in: within, out } = groupsWords.scope;
  return {
    name: "scope",
    label,
    value: scope,
    options: [
      { value: "all", label: all },
      { value: "in", label: within },
      { value: "out", label: out },
    ],
  };
}

function NoGroups({ query, total }: { query: GroupsQuery; total: number }) {
  const { leftOver, noMatch, none } = groupsWords;
  if (total > 0) return <EmptyState title={leftOver.title}>{leftOver.text(linkTo("/groups"))}</EmptyState>;
  if (query.q !== undefined || query.state !== "live" || query.scope !== "all") {
    return <EmptyState title={noMatch.title}>{noMatch.text(linkTo("/groups?state=all"))}</EmptyState>;
  }
  return <EmptyState title={none.title}>{none.text(linkTo("/"))}</EmptyState>;
}
