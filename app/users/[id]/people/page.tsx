import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { peopleBelow } from "#lib/commands/user-people.ts";
import { objectIdOf } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import { appContext } from "../../../_server/context.ts";
import { orNotFound } from "../../../_server/or-not-found.ts";
import { requireViewer } from "../../../_server/session.ts";
import { type SearchParams, textOf } from "../../../_ui/address.ts";
import { ButtonLink } from "../../../_ui/button-link.tsx";
import { EmptyState } from "../../../_ui/empty-state.tsx";
import { ListPager } from "../../../_ui/list-pager.tsx";
import { PageHeader } from "../../../_ui/page-header.tsx";
import { personName } from "../../_parts/person-name.ts";
import { UsersTable } from "../../_parts/users-table.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const words = personWords.below;

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer();
  return { title: words.title(personName((await peopleAt(props)).person)) };
}

export default async function PeopleBelowPage(props: Props) {
  await requireViewer();
  const { person, people } = await peopleAt(props);
  const name = personName(person);
  return (
    <>
      <PageHeader title={words.title(name)} lead={words.lead}>
        <ButtonLink href={`/users/${person.id}`}>{words.back}</ButtonLink>
      </PageHeader>
      <UsersTable
        caption={words.caption(name)}
        people={people.rows}
        empty={<EmptyState title={words.none}>{words.noneText(name)}</EmptyState>}
      />
      <ListPager path={`/users/${person.id}/people`} search={await props.searchParams} page={people} />
    </>
  );
}

/** Read once for the title and the page; an address that names nobody, or no page, is answered with 404. */
async function peopleAt({ params, searchParams }: Props) {
  const id = objectIdOf((await params).id) ?? notFound();
  const { after, before } = await searchParams;
  return (await readPeople(id, textOf(after), textOf(before))) ?? notFound();
}

const readPeople = cache(async (id: string, after: string | undefined, before: string | undefined) =>
  orNotFound(async () => peopleBelow(await appContext(), { id, after, before })),
);
