import type { Metadata } from "next";
import { cookies } from "next/headers";
import { users } from "#lib/commands/users.ts";
import { readQuery, type UsersQuery, usersQuery } from "#lib/directory/schema.ts";
import { usersWords } from "#words/users.tsx";
import { whyWords } from "#words/why.tsx";
import { appContext } from "../_server/context.ts";
import { leftOutNow } from "../_server/left-out.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { addressWith, type SearchParams, textOf } from "../_ui/address.ts";
import { ButtonLink } from "../_ui/button-link.tsx";
import { ColumnsMenu } from "../_ui/columns-menu.tsx";
import { DataTable } from "../_ui/data-table.tsx";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { SelectAll, Selection, SelectRow } from "../_ui/selection.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { type Counts, countsInTime } from "./_parts/counts-in-time.ts";
import { listColumns } from "./_parts/list-columns.tsx";
import { LookAgain } from "./_parts/look-again.tsx";
import { personName } from "./_parts/person-name.ts";
import {
  choosableColumns,
  columnsCookie,
  fileColumns,
  firstColumn,
  type ShownColumns,
  shownColumns,
} from "./_parts/shown-columns.ts";
import { userChoices } from "./_parts/user-choices.ts";

export const metadata: Metadata = { title: usersWords.title };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const remembered = (await cookies()).get(columnsCookie)?.value;
  const leftOut = await leftOutNow();
  const { query, page, counts, columns } = await orNotFound(async () => {
    const query = readQuery(usersQuery, search);
    const columns = shownColumns({ address: search.columns, remembered, leftOut });
    const [page, counts] = await Promise.all([users(context, query), countsInTime(context, { filters: query })]);
    return { query, page, counts, columns };
  });
  const { sort, direction } = query;
  const order = sortLinks("/users", { search, order: query });
  const file = columns.areChosen ? fileColumns(columns.names) : undefined;
  return (
    <>
      <PageHeader title={usersWords.title} lead={usersWords.lead}>
        <ButtonLink href="/why">{usersWords.why}</ButtonLink>
        <DownloadLinks path="/users/export" search={search} columns={file} />
      </PageHeader>
      <ListFilter
        action="/users"
        label={usersWords.search(leftOut)}
        q={query.q ?? ""}
        choices={userChoices(query, { counts, leftOut })}
        result={shownOf(page)}
        kept={{
          ...{ sort: textOf(search.sort), direction: textOf(search.direction), supervisor: query.supervisor },
          columns: [search.columns ?? []].flat().join(),
        }}
      />
      {counts.state === "counting" ? <LookAgain /> : null}
      <Selection
        rows={page.rows.map(({ id, userPrincipalName }) => ({ id, principal: userPrincipalName }))}
        download={addressWith("/users/export", { change: { state: "all", sort, direction, columns: file } })}
        note={noteOf(query, counts)}
        tools={<ColumnsMenu action="/users" search={search} {...menuOf(columns, { leftOut })} />}
      >
        <DataTable
          caption={usersWords.title}
          columns={listColumns(columns, { order, leftOut })}
          rows={page.rows}
          rowKey={(person) => person.id}
          mark={{ head: <SelectAll />, cell: (person) => <SelectRow id={person.id} name={personName(person)} /> }}
          sorted={order.sorted}
          wide={columns.areChosen}
          empty={<NoUsers query={query} total={page.total} />}
        />
      </Selection>
      <ListPager path="/users" search={search} page={page} />
    </>
  );
}

function menuOf({ names }: ShownColumns, { leftOut }: { leftOut: readonly string[] }) {
  const columns = choosableColumns
    .filter((name) => !leftOut.includes(name))
    .map((name) => ({ name, label: usersWords.columns[name], shown: names.includes(name) }));
  return { cookie: columnsCookie, fixed: firstColumn, columns };
}

function noteOf({ q = "" }: UsersQuery, { state }: Counts): string | undefined {
  const isShort = q.split(/\s+/).some((word) => word !== "" && Array.from(word).length < 3);
  const uncounted = { counted: "", "too-many": usersWords.uncounted, counting: usersWords.counting }[state];
  const notes = [isShort ? usersWords.shortSearch : "", uncounted];
  return notes.filter((note) => note !== "").join(" ") || undefined;
}

function NoUsers({ query, total }: { query: UsersQuery; total: number }) {
  const { leftOver, noMatch, none } = usersWords;
  if (total > 0) return <EmptyState title={leftOver.title}>{leftOver.text(linkTo("/users"))}</EmptyState>;
  if (isNarrowed(query)) {
    const why = linkTo(query.q === undefined ? "/why" : `/why?${new URLSearchParams({ who: query.q })}`);
    return (
      <EmptyState title={noMatch.title}>
        {noMatch.text(linkTo("/users?state=all"))} {whyWords.fromList(why)}
      </EmptyState>
    );
  }
  return <EmptyState title={none.title}>{none.text(linkTo("/"))}</EmptyState>;
}

function isNarrowed({ after: _, before: __, sort: ___, direction: ____, state, ...choices }: UsersQuery): boolean {
  return Object.values(choices).some((value) => value !== undefined) || state !== "live";
}
