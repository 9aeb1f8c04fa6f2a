import type { Metadata } from "next";
import Link from "next/link";
import { users } from "#lib/commands/users.ts";
import { readQuery, type UsersQuery, usersQuery } from "#lib/directory/schema.ts";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { userChoices } from "./_parts/user-choices.ts";
import { UsersTable } from "./_parts/users-table.tsx";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const { query, page } = await orNotFound(async () => {
    const query = readQuery(usersQuery, search);
    return { query, page: await users(context, query) };
  });
  return (
    <>
      <PageHeader title="Users" lead="The people of the group to sync, as Microsoft Graph describes them.">
        <DownloadLinks path="/users/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/users"
        label="Name, mail, employee id, job title or department"
        q={query.q ?? ""}
        choices={userChoices(query)}
        result={shownOf(page)}
        kept={{ sort: textOf(search.sort), direction: textOf(search.direction), supervisor: query.supervisor }}
      />
      <UsersTable
        caption="Users"
        people={page.rows}
        order={sortLinks("/users", { search, order: query })}
        empty={<NoUsers query={query} total={page.total} />}
      />
      <ListPager path="/users" search={search} page={page} />
    </>
  );
}

function NoUsers({ query, total }: { query: UsersQuery; total: number }) {
  if (total > 0) {
    return (
      <EmptyState title="Nobody is left on this page">
        The list changed meanwhile. <Link href="/users">Start from its first page</Link>.
      </EmptyState>
    );
  }
  if (isNarrowed(query)) {
    return (
      <EmptyState title="Nobody matches">
        Try fewer words or other choices, or <Link href="/users?state=all">look through everyone</Link>, those who were
        removed too.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No people yet">
      The first run fills this list. An admin starts it with Sync now on the <Link href="/">overview</Link>.
    </EmptyState>
  );
}

function isNarrowed({ q, state, enabled, guest, withoutSupervisor, supervisor }: UsersQuery): boolean {
  return [q, enabled, guest, withoutSupervisor, supervisor].some((value) => value !== undefined) || state !== "live";
}
