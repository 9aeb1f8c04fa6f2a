import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type PersonPage, user } from "#lib/commands/users.ts";
import { objectIdOf, type Person } from "#lib/directory/model.ts";
import { appContext } from "../../_server/context.ts";
import { requireViewer } from "../../_server/session.ts";
import { type SearchParams, textOf } from "../../_ui/address.ts";
import { removalWords } from "../../_ui/directory-words.ts";
import { Initials } from "../../_ui/initials.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { PersonStates } from "../../_ui/person-states.tsx";
import { dayWords } from "../../_ui/time-words.ts";
import { AllProperties } from "../_parts/all-properties.tsx";
import { AsItWas } from "../_parts/as-it-was.tsx";
import { HistoryOf } from "../_parts/history-of.tsx";
import { MembershipsOf } from "../_parts/memberships-of.tsx";
import { PeopleOf } from "../_parts/people-of.tsx";
import { PersonFacts } from "../_parts/person-facts.tsx";
import { SupervisorPath } from "../_parts/supervisor-path.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await personAt(props);
  return { title: found ? nameOf(found.person) : "Not found" };
}

export default async function UserPage(props: Props) {
  const found = await personAt(props);
  if (!found) notFound();
  const { person, chain, people, memberships, history } = found;
  return (
    <>
      <PageHeader
        title={nameOf(person)}
        lead={leadOf(person)}
        mark={<Initials id={person.id} name={person.displayName} large />}
      >
        <PersonStates person={person} />
      </PageHeader>
      {person.deletedAt ? (
        <Notice kind="warning">
          <p>
            Removed on <time dateTime={person.deletedAt.toISOString()}>{dayWords(person.deletedAt)}</time>:{" "}
            {removalWords(person.deletedReason)}. Below is what was last known.
          </p>
        </Notice>
      ) : null}
      <SupervisorPath person={person} chain={chain} />
      <PersonFacts person={person} />
      <PeopleOf person={person} people={people} />
      <MembershipsOf memberships={memberships} />
      <AsItWas person={person} search={await props.searchParams} />
      <HistoryOf id={person.id} history={history} isEarlier={(await historyPlace(props)) !== undefined} />
      <AllProperties person={person} />
    </>
  );
}

/** Read once for the title and the page; the gate comes first for both. */
async function personAt(props: Props): Promise<PersonPage | undefined> {
  await requireViewer();
  const id = objectIdOf((await props.params).id);
  return id === undefined ? undefined : readPerson(id, await historyPlace(props));
}

const readPerson = cache(async (id: string, historyBefore: string | undefined) =>
  user(await appContext(), { idOrName: id, historyBefore }),
);

/** The change before which the history is shown; anything but a number shows the newest. */
async function historyPlace({ searchParams }: Props): Promise<string | undefined> {
  const before = textOf((await searchParams).before);
  return before !== undefined && /^\d{1,18}$/.test(before) ? before : undefined;
}

function nameOf(person: Person): string {
  return person.displayName || person.userPrincipalName || person.id;
}

/** What they do and where: "Analyst, Finance · Lisbon". */
function leadOf({ jobTitle, department, officeLocation, city }: Person): string | undefined {
  const work = [jobTitle, department].filter(Boolean).join(", ");
  const place = [officeLocation, city].filter(Boolean).join(", ");
  return [work, place].filter((words) => words !== "").join(" · ") || undefined;
}
