import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { peopleOfSupervisor, type Supervisor, supervisorById } from "#lib/commands/supervisors.ts";
import { readQuery, usersQuery } from "#lib/directory/schema.ts";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { people as peopleWords } from "../../_ui/amounts.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { DownloadLinks } from "../../_ui/download-links.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Initials } from "../../_ui/initials.tsx";
import { ListPager } from "../../_ui/list-pager.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { sortLinks } from "../../_ui/sort-links.ts";
import { UsersTable } from "../../users/_parts/users-table.tsx";
import { SupervisorState } from "../_parts/supervisor-state.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireViewer();
  const found = await readSupervisor((await params).id);
  return { title: found ? `${nameOf(found)}, supervisor` : "Not found" };
}

export default async function SupervisorPage({ params, searchParams }: Props) {
  await requireViewer();
  const found = (await readSupervisor((await params).id)) ?? notFound();
  const path = `/supervisors/${found.id}`;
  const search = await searchParams;
  const context = await appContext();
  const { query, people } = await orNotFound(async () => {
    const query = readQuery(usersQuery, search);
    return { query, people: await peopleOfSupervisor(context, { id: found.id, query }) };
  });
  return (
    <>
      <PageHeader
        title={nameOf(found)}
        lead={leadOf(found)}
        mark={<Initials id={found.id} name={found.displayName} large />}
      >
        <SupervisorState supervisor={found} />
        {found.presence === "outside" ? null : <ButtonLink href={`/users/${found.id}`}>As a person</ButtonLink>}
        <DownloadLinks path="/users/export" search={{ ...search, supervisor: found.id }} />
      </PageHeader>
      <UsersTable
        caption={`People of ${nameOf(found)}`}
        people={people.rows}
        order={sortLinks(path, { search, order: query })}
        withSupervisor={false}
        empty={
          <EmptyState title="Nobody here">
            No live person of the group names {nameOf(found)} as their supervisor{query.q ? " and matches" : ""}.
          </EmptyState>
        }
      />
      <ListPager path={path} search={search} page={people} />
    </>
  );
}

/** Read once for the title and the page; both ask the gate first. */
const readSupervisor = cache(async (id: string) => supervisorById(await appContext(), { id }));

function nameOf(found: Supervisor): string {
  return found.displayName || found.userPrincipalName || found.id;
}

function leadOf({ jobTitle, department, people }: Supervisor): string {
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const span = people === 0 ? "Supervises nobody in the group" : `Supervises ${peopleWords(people)} directly`;
  return work === "" ? span : `${work} · ${span.toLowerCase()}`;
}
