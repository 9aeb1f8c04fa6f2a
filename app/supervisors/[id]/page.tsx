import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { peopleOfSupervisor, type Supervisor, supervisorById } from "#lib/commands/supervisors.ts";
import { readQuery, usersQuery } from "#lib/directory/schema.ts";
import { people as peopleWords } from "#words/amounts.ts";
import { supervisorsWords } from "#words/supervisors.tsx";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { DownloadLinks } from "../../_ui/download-links.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Initials } from "../../_ui/initials.tsx";
import { ListPager } from "../../_ui/list-pager.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { sortLinks } from "../../_ui/sort-links.ts";
import { UsersTable } from "../../users/_parts/users-table.tsx";
import { SupervisorState } from "../_parts/supervisor-state.tsx";

const words = supervisorsWords.supervisor;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireViewer();
  const found = await readSupervisor((await params).id);
  return { title: found ? words.title(nameOf(found)) : supervisorsWords.notFound };
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
        {found.presence === "outside" ? null : <ButtonLink href={`/users/${found.id}`}>{words.asPerson}</ButtonLink>}
        <ButtonLink href={`/supervisors/chart?person=${found.id}`}>{words.inChart}</ButtonLink>
        <DownloadLinks path="/users/export" search={{ ...search, supervisor: found.id }} />
      </PageHeader>
      <UsersTable
        caption={words.peopleOf(nameOf(found))}
        people={people.rows}
        order={sortLinks(path, { search, order: query })}
        withSupervisor={false}
        empty={
          <EmptyState title={words.noPeople}>{words.noPeopleText(nameOf(found), query.q !== undefined)}</EmptyState>
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

function leadOf({ jobTitle, department, people, below, levels }: Supervisor): string {
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const direct = people === 0 ? words.nobody : words.directly(peopleWords(people));
  const span = work === "" ? direct : `${direct.charAt(0).toLowerCase()}${direct.slice(1)}`;
  const all = below > people || (people > 0 && levels === null) ? words.below(peopleWords(below), levels) : "";
  return [work, span, all].filter((part) => part !== "").join(" · ");
}
