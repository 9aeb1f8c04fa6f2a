import type { Metadata } from "next";
import { type GroupFacets, groupFacets, groups } from "#lib/commands/groups.ts";
import { groupKinds } from "#lib/directory/model.ts";
import { type GroupsQuery, groupsQuery, readQuery } from "#lib/directory/schema.ts";
import { groupsWords } from "#words/groups.tsx";
import { appContext } from "../_server/context.ts";
import { inTime } from "../_server/in-time.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { countedChoice } from "../_ui/counted-choice.ts";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import type { Choice } from "../_ui/list-choices.tsx";
import { ListFilter } from "../_ui/list-filter.tsx";
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
  const { query, page, counts } = await orNotFound(async () => {
    const query = readQuery(groupsQuery, search);
    const [page, counts] = await Promise.all([groups(context, query), inTime(groupFacets(context, query))]);
    return { query, page, counts };
  });
  const facets = counts === "late" ? undefined : counts;
  return (
    <>
      <PageHeader title={groupsWords.title} lead={groupsWords.lead}>
        <DownloadLinks path="/groups/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/groups"
        label={groupsWords.search}
        q={query.q ?? ""}
        choices={choicesOf(query, facets)}
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

/** Without numbers where counting takes longer than the list. */
function choicesOf({ scope, state, kind }: GroupsQuery, facets: GroupFacets | undefined): Choice[] {
  const { scope: scopes, state: states, kind: any, kinds } = groupsWords;
  return [
    countedChoice({
      ...{ name: "scope", label: scopes.label, value: scope, counts: facets?.scope },
      values: (["all", "in", "out"] as const).map((one) => [one, scopes[one]] as const),
    }),
    countedChoice({
      ...{ name: "kind", label: any.label, value: kind ?? "", counts: facets?.kind },
      values: [["", any.any], ...groupKinds.map((one) => [one, kinds[one]] as const)],
    }),
    countedChoice({
      ...{ name: "state", label: states.label, value: state, counts: facets?.state },
      values: (["live", "removed", "all"] as const).map((one) => [one, states[one]] as const),
    }),
  ];
}

function NoGroups({ query, total }: { query: GroupsQuery; total: number }) {
  const { leftOver, noMatch, none } = groupsWords;
  if (total > 0) return <EmptyState title={leftOver.title}>{leftOver.text(linkTo("/groups"))}</EmptyState>;
  if (query.q !== undefined || query.state !== "live" || query.scope !== "all" || query.kind) {
    return <EmptyState title={noMatch.title}>{noMatch.text(linkTo("/groups?state=all"))}</EmptyState>;
  }
  return <EmptyState title={none.title}>{none.text(linkTo("/"))}</EmptyState>;
}
