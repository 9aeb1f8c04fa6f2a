import type { Change, Names } from "#lib/commands/users.ts";
import type { PersonReference } from "#lib/directory/model.ts";
import { propertyWords, removalWords } from "#words/directory-words.ts";
import { personWords } from "#words/person.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";

/** One line of a person's history in words: what it was, and what it became. */
export function PersonChange({ change }: { change: Change & Names }) {
  const { kind, field, before, after, supervisorBefore, supervisorAfter, group } = change;
  const { created, removed, restored, joined, left, became } = personWords.history;
  if (kind === "created") return created;
  if (kind === "removed") return removed(removalWords(after));
  if (kind === "restored") return restored(removalWords(before));
  if (group) return after === null ? left(<GroupLink group={group} />) : joined(<GroupLink group={group} />);
  const isSupervisor = kind === "supervisor";
  return (
    <>
      {propertyWords(field ?? kind)}:{" "}
      {isSupervisor ? <Supervisor person={supervisorBefore} /> : <PropertyValue name={field} text={before} />}
      <span aria-hidden> → </span>
      <span className="visually-hidden">{became}</span>
      {isSupervisor ? <Supervisor person={supervisorAfter} /> : <PropertyValue name={field} text={after} />}
    </>
  );
}

function Supervisor({ person }: { person: PersonReference | undefined }) {
  return person ? <PersonLink person={person} /> : <Unknown />;
}
