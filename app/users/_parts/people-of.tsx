import Link from "next/link";
import type { ListedUser, NumberBelow, Page } from "#lib/commands/users.ts";
import type { Person } from "#lib/directory/model.ts";
import { people as peopleWords } from "#words/amounts.ts";
import { personWords } from "#words/person.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./people-of.module.css";
import { personName } from "./person-name.ts";
import { UsersTable } from "./users-table.tsx";

const words = personWords.reports;

/** Whom the person supervises; a long list is begun here and goes on on the supervisor's page. */
export function PeopleOf({
  person,
  people,
  below,
}: {
  person: Person;
  people: Page<ListedUser>;
  /** Everyone below, the direct ones included. */
  below: NumberBelow;
}) {
  if (people.total === 0 && below.count === 0) {
    return (
      <Section title={words.title}>
        <p className="quiet">{words.none}</p>
      </Section>
    );
  }
  const isWhole = people.rows.length === people.total;
  const direct = peopleWords(people.total);
  return (
    <Section
      title={words.title}
      lead={isWhole ? direct : words.first({ shown: people.rows.length, all: direct })}
      actions={
        <span className={classes.links}>
          {below.count > people.total ? (
            <Link href={`/users/${person.id}/people`} prefetch={false}>
              {words.below(numberOf(below))}
            </Link>
          ) : null}
          <Link href={`/supervisors/${person.id}`} prefetch={false}>
            {isWhole ? words.asSupervisor : words.all(direct)}
          </Link>
        </span>
      }
    >
      <UsersTable caption={words.caption(personName(person))} people={people.rows} withSupervisor={false} />
    </Section>
  );
}

function numberOf({ count, isExact }: NumberBelow): string {
  return isExact ? peopleWords(count) : words.moreThan(peopleWords(count));
}
