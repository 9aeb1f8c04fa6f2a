import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isAdmin } from "#lib/auth/viewer.ts";
import { type PersonPage, user } from "#lib/commands/users.ts";
import { type ChangeKind, changeKinds, objectIdOf, type Person } from "#lib/directory/model.ts";
import { removalWords } from "#words/directory-words.ts";
import { frameWords } from "#words/frame.tsx";
import { personWords } from "#words/person.tsx";
import { appContext } from "../../_server/context.ts";
import { requireViewer } from "../../_server/session.ts";
import { type SearchParams, textOf } from "../../_ui/address.ts";
import { Day } from "../../_ui/day.tsx";
import { Initials } from "../../_ui/initials.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { PersonStates } from "../../_ui/person-states.tsx";
import { AllProperties } from "../_parts/all-properties.tsx";
import { AsItWas } from "../_parts/as-it-was.tsx";
import { HistoryOf, type HistoryPlace } from "../_parts/history-of.tsx";
import { MembershipsOf } from "../_parts/memberships-of.tsx";
import { PeopleOf } from "../_parts/people-of.tsx";
import { PersonActions } from "../_parts/person-actions.tsx";
import { PersonFacts } from "../_parts/person-facts.tsx";
import { personName } from "../_parts/person-name.ts";
import { SupervisorPath } from "../_parts/supervisor-path.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await personAt(props);
  return { title: found ? personName(found.person) : frameWords.notFound };
}

export default async function UserPage(props: Props) {
  const viewer = await requireViewer();
  const found = await personAt(props);
  if (!found) notFound();
  const { person, chain, people, below, memberships, history, historyCounts } = found;
  const { config } = await appContext();
  return (
    <>
      <PageHeader
        title={personName(person)}
        lead={leadOf(person)}
        mark={<Initials id={person.id} name={person.displayName} large />}
      >
        <PersonStates person={person} />
      </PageHeader>
      <PersonActions person={person} cloud={config.graph?.cloud} maySync={isAdmin(viewer)} />
      <Removed person={person} />
      <SupervisorPath person={person} chain={chain} />
      <PersonFacts person={person} />
      <PeopleOf person={person} people={people} below={below} />
      <MembershipsOf memberships={memberships} />
      <HistoryOf id={person.id} history={history} counts={historyCounts} at={await historyPlace(props)} />
      <AsItWas person={person} search={await props.searchParams} />
      <AllProperties person={person} />
    </>
  );
}

function Removed({ person: { deletedAt, deletedReason } }: { person: Person }) {
  if (!deletedAt) return null;
  const day = <Day at={deletedAt} />;
  return (
    <Notice kind="warning">
      <p>{personWords.removed({ day, reason: removalWords(deletedReason) })}</p>
    </Notice>
  );
}

/** Read once for the title and the page; the gate comes first for both. */
async function personAt(props: Props): Promise<PersonPage | undefined> {
  await requireViewer();
  const id = objectIdOf((await props.params).id);
  const { kind, before } = await historyPlace(props);
  return id === undefined ? undefined : readPerson(id, kind, before);
}

const readPerson = cache(async (id: string, historyKind: ChangeKind | undefined, historyBefore: string | undefined) =>
  user(await appContext(), { idOrName: id, historyKind, historyBefore }),
);

/** What of the history is asked for; anything but a kind shows all, anything but a number the newest. */
async function historyPlace({ searchParams }: Props): Promise<HistoryPlace> {
  const { before, kind } = await searchParams;
  const change = textOf(before);
  return {
    kind: changeKinds.find((known) => known === textOf(kind)),
    before: change !== undefined && /^\d{1,18}$/.test(change) ? change : undefined,
  };
}

/** What they do and where: "Analyst, Finance · Lisbon". */
function leadOf({ jobTitle, department, officeLocation, city }: Person): string | undefined {
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const place = [officeLocation, city].filter(Boolean).join(", ");
  return [work, place].filter((words) => words !== "").join(" · ") || undefined;
}
