import type { Metadata } from "next";
import Link from "next/link";
import { type Supervisor, supervisors } from "#lib/commands/supervisors.ts";
import { readQuery, type SupervisorsQuery, supervisorsQuery } from "#lib/directory/schema.ts";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { count } from "../_ui/amounts.ts";
import { type Column, DataTable } from "../_ui/data-table.tsx";
import { DownloadLinks } from "../_ui/download-links.tsx";
import { EmptyState } from "../_ui/empty-state.tsx";
import { Unknown } from "../_ui/facts.tsx";
import { type Choice, ListFilter } from "../_ui/list-filter.tsx";
import { ListPager } from "../_ui/list-pager.tsx";
import { shownOf } from "../_ui/list-summary.ts";
import { PageHeader } from "../_ui/page-header.tsx";
import { PersonCell } from "../_ui/person-cell.tsx";
import { sortLinks } from "../_ui/sort-links.ts";
import { SupervisorState } from "./_parts/supervisor-state.tsx";

export const metadata: Metadata = { title: "Supervisors" };

export default async function SupervisorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireViewer();
  const search = await searchParams;
  const context = await appContext();
  const { query, page } = await orNotFound(async () => {
    const query = readQuery(supervisorsQuery, search);
    return { query, page: await supervisors(context, query) };
  });
  const { hrefFor, sorted } = sortLinks("/supervisors", { search, order: query });
  return (
    <>
      <PageHeader title="Supervisors" lead="Everyone who directly supervises somebody of the group.">
        <DownloadLinks path="/supervisors/export" search={search} />
      </PageHeader>
      <ListFilter
        action="/supervisors"
        label="Name, job title or department"
        q={query.q ?? ""}
        choices={[presenceChoice(query)]}
        result={shownOf(page)}
        kept={{ sort: textOf(search.sort), direction: textOf(search.direction) }}
      />
      <DataTable
        caption="Supervisors"
        columns={columns(hrefFor)}
        rows={page.rows}
        rowKey={(supervisor) => supervisor.id}
        sorted={sorted}
        empty={<NoSupervisors query={query} total={page.total} />}
      />
      <ListPager path="/supervisors" search={search} page={page} />
    </>
  );
}

function columns(hrefFor: ReturnType<typeof sortLinks>["hrefFor"]): Column<Supervisor>[] {
  return [
    {
      id: "displayName",
      header: "Supervisor",
      cell: (supervisor) => <PersonCell {...supervisor} href={`/supervisors/${supervisor.id}`} />,
      sortHref: hrefFor("displayName"),
    },
    {
      id: "people",
      header: "People",
      cell: (supervisor) => count(supervisor.people),
      numeric: true,
      sortHref: hrefFor("people"),
    },
    { id: "jobTitle", header: "Job title", cell: (supervisor) => supervisor.jobTitle || <Unknown /> },
    { id: "department", header: "Department", cell: (supervisor) => supervisor.department || <Unknown /> },
    { id: "presence", header: "State", cell: (supervisor) => <SupervisorState supervisor={supervisor} /> },
  ];
}

function presenceChoice({ presence }: SupervisorsQuery): Choice {
  return {
    name: "presence",
    label: "State",
    value: presence,
    options: [
      { value: "all", label: "All" },
      { value: "live", label: "In the group" },
      { value: "removed", label: "Removed" },
      { value: "outside", label: "Outside the group" },
    ],
  };
}

function NoSupervisors({ query, total }: { query: SupervisorsQuery; total: number }) {
  if (total > 0) {
    return (
      <EmptyState title="Nobody is left on this page">
        The list changed meanwhile. <Link href="/supervisors">Start from its first page</Link>.
      </EmptyState>
    );
  }
  if (query.q !== undefined || query.presence !== "all") {
    return (
      <EmptyState title="Nobody matches">
        Try fewer words, or look through <Link href="/supervisors">all supervisors</Link>.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No supervisors yet">
      A run fills this list from the manager that Microsoft Graph names for each person.
    </EmptyState>
  );
}
