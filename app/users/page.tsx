import type { Metadata } from "next";
import { users } from "#lib/commands/users.ts";
import { readQuery, type UsersQuery, usersQuery } from "#lib/directory/schema.ts";
import { usersWords } from "#words/users.tsx";
import { whyWords } from "#words/why.tsx";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { type Counts, countsInTime } from "./_parts/counts-in-time.ts";
import { LookAgain } from "./_parts/look-again.tsx";
import { userChoices } from "./_parts/user-choices.ts";
import { UsersTable } from "./_parts/users-table.tsx";

export const metadata: Metadata = { title: usersWords.title };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const { query, page, counts } = await orNotFound(async () => {
    const query = readQuery(usersQuery, search);
    const [page, counts] = await Promise.all([users(context, query), countsInTime(context, { filters: query })]);
    return { query, page, counts };
  });
  return (
    <>
      <PageHeader title={usersWords.title} lead={usersWords.lead}>
        <DownloadLinks path="/users/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/users"
        label={usersWords.search}
        q={query.q ?? ""}
        choices={userChoices(query, counts)}
        result={shownOf(page)}
        kept={{ sort: textOf(search.sort), direction: textOf(search.direction), supervisor: query.supervisor }}
        note={noteOf(query, counts)}
      />
      {counts.state === "counting" ? <LookAgain /> : null}
      <UsersTable
        caption={usersWords.title}
        people={page.rows}
        order={sortLinks("/users", { search, order: query })}
        empty={<NoUsers query={query} total={page.total} />}
      />
      <ListPager path="/users" search={search} page={page} />
    </>
  );
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
