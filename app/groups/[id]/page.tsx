import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { everybodyInGroup, groupById, groupsAround, type ListedGroup, membersOfGroup } from "#lib/commands/groups.ts";
import { membersQuery, readQuery } from "#lib/directory/schema.ts";
import { removalWords } from "#words/directory-words.ts";
import { groupsWords } from "#words/groups.tsx";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { ButtonLink } from "../../_ui/button-link.tsx";
import { Day } from "../../_ui/day.tsx";
import { ListPager } from "../../_ui/list-pager.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import { EverybodyTable } from "../_parts/everybody-table.tsx";
import { GroupFacts } from "../_parts/group-facts.tsx";
import { GroupNesting } from "../_parts/group-nesting.tsx";
import { GroupStates } from "../_parts/group-states.tsx";
import { MembersTable } from "../_parts/members-table.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireViewer();
  const group = await readGroup((await params).id);
  return { title: group ? nameOf(group) : groupsWords.notFound };
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
          <p>{groupsWords.removed(<Day at={group.deletedAt} />, removalWords(group.deletedReason))}</p>
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
      <Section title={groupsWords.members.direct}>
        <p className="quiet">{groupsWords.notCopied}</p>
      </Section>
    );
  }
  const context = await appContext();
  const words = groupsWords.members;
  const path = `/groups/${group.id}`;
  const { id } = group;
  const { direct, everybody } = await orNotFound(async () => {
    const query = readQuery(membersQuery, search);
    if (query.members === "all") return { everybody: await everybodyInGroup(context, { id, query }) };
    return { direct: await membersOfGroup(context, { id, query }) };
  });
  const page = direct ?? everybody;
  return (
    <>
      <GroupNesting nesting={await groupsAround(context, { id })} />
      <Section
        title={everybody ? words.everybody : words.direct}
        lead={
          [everybody && words.lead, group.scope === "outside" && groupsWords.partly].filter(Boolean).join(" ") ||
          undefined
        }
        actions={
          <ButtonLink href={everybody ? path : `${path}?members=all`}>
            {everybody ? words.direct : words.everybody}
          </ButtonLink>
        }
      >
        {everybody ? <EverybodyTable group={group} members={everybody.rows} /> : null}
        {direct ? <MembersTable name={nameOf(group)} members={direct.rows} /> : null}
        {page.total > 0 ? <ListPager path={path} search={search} page={page} /> : null}
      </Section>
    </>
  );
}

/** Read once for the title and the page; both ask the gate first. */
const readGroup = cache(async (id: string) => groupById(await appContext(), { id }));

function nameOf(group: ListedGroup): string {
  return group.displayName || group.mail || group.id;
}
