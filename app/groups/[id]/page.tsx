import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { groupById, type ListedGroup, membersOfGroup } from "#lib/commands/groups.ts";
import { membersQuery, readQuery } from "#lib/directory/schema.ts";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { removalWords } from "../../_ui/directory-words.ts";
import { ListPager } from "../../_ui/list-pager.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import { dayWords } from "../../_ui/time-words.ts";
import { GroupFacts } from "../_parts/group-facts.tsx";
import { GroupStates } from "../_parts/group-states.tsx";
import { MembersTable } from "../_parts/members-table.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireViewer();
  const group = await readGroup((await params).id);
  return { title: group ? nameOf(group) : "Not found" };
}

export default async function GroupPage({ params, searchParams }: Props) {
  await requireViewer();
  const group = (await readGroup((await params).id)) ?? notFound();
  return (
    <>
      <PageHeader title={nameOf(group)} lead={group.description}>
        <GroupStates group={group} />
      </PageHeader>
      {group.deletedAt ? (
        <Notice kind="warning">
          <p>
            Removed on <time dateTime={group.deletedAt.toISOString()}>{dayWords(group.deletedAt)}</time>:{" "}
            {removalWords(group.deletedReason)}. Below is what was last known.
          </p>
        </Notice>
      ) : null}
      <GroupFacts group={group} />
      <Members group={group} search={await searchParams} />
    </>
  );
}

async function Members({ group, search }: { group: ListedGroup; search: SearchParams }) {
  if (group.members === null) {
    return (
      <Section title="Direct members">
        <p className="quiet">Not copied: members are read of the group to sync and of the groups nested in it.</p>
      </Section>
    );
  }
  const context = await appContext();
  const page = await orNotFound(async () =>
    membersOfGroup(context, { id: group.id, query: readQuery(membersQuery, search) }),
  );
  return (
    <Section title="Direct members">
      <MembersTable name={nameOf(group)} members={page.rows} />
      {page.total > 0 ? <ListPager path={`/groups/${group.id}`} search={search} page={page} /> : null}
    </Section>
  );
}

/** Read once for the title and the page; both ask the gate first. */
const readGroup = cache(async (id: string) => groupById(await appContext(), { id }));

function nameOf(group: ListedGroup): string {
  return group.displayName || group.mail || group.id;
}
