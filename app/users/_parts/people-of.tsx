import Link from "next/link";
import type { ListedUser, Page } from "#lib/commands/users.ts";
import type { Person } from "#lib/directory/model.ts";
import { people as peopleWords } from "../../_ui/amounts.ts";
import { Section } from "../../_ui/section.tsx";
import { UsersTable } from "./users-table.tsx";

/** Whom the person supervises; a long list is begun here and goes on on the supervisor's page. */
export function PeopleOf({ person, people }: { person: Person; people: Page<ListedUser> }) {
  if (people.total === 0) {
    return (
      <Section title="Direct reports">
        <p className="quiet">Supervises nobody in the group.</p>
      </Section>
    );
  }
  const isWhole = people.rows.length === people.total;
  return (
    <Section
      title="Direct reports"
      lead={isWhole ? peopleWords(people.total) : `The first ${people.rows.length} of ${peopleWords(people.total)}`}
      actions={
        <Link href={`/supervisors/${person.id}`} prefetch={false}>
          {isWhole ? "As a supervisor" : `All ${peopleWords(people.total)}`}
        </Link>
      }
    >
      <UsersTable
        caption={`Direct reports of ${person.displayName || person.userPrincipalName || person.id}`}
        people={people.rows}
        withSupervisor={false}
      />
    </Section>
  );
}
