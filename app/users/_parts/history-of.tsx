import Link from "next/link";
import type { Change, History, Names } from "#lib/commands/users.ts";
import type { PersonReference } from "#lib/directory/model.ts";
import { Day } from "../../_ui/day.tsx";
import { propertyWords, removalWords } from "../../_ui/directory-words.ts";
import { Unknown } from "../../_ui/facts.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./history-of.module.css";

/** What runs changed about a person, newest first, as a timeline. */
export function HistoryOf({ id, history, isEarlier }: { id: string; history: History; isEarlier: boolean }) {
  return (
    <Section title="History" lead={isEarlier ? "Earlier changes" : undefined}>
      {history.entries.length === 0 ? (
        <p className="quiet">No run has changed anything {isEarlier ? "earlier than that" : "about this person"}.</p>
      ) : (
        <ol className={classes.timeline}>
          {history.entries.map((entry) => (
            <li key={entry.run} className={classes.entry}>
              <div className={classes.when}>
                <Day at={entry.at} />
                <Link href={`/runs/${entry.run}`} prefetch={false} className="small">
                  run {entry.run}
                </Link>
              </div>
              <ul className={classes.changes}>
                {entry.changes.map((change) => (
                  <li key={change.id}>
                    <ChangeLine change={change} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      <p className={classes.links}>
        {isEarlier ? (
          <Link href={`/users/${id}`} prefetch={false}>
            Newest changes
          </Link>
        ) : null}
        {history.earlier ? (
          <Link href={`/users/${id}?before=${history.earlier}`} prefetch={false}>
            Earlier changes
          </Link>
        ) : null}
      </p>
    </Section>
  );
}

function ChangeLine({ change }: { change: Change & Names }) {
  const { kind, field, before, after, supervisorBefore, supervisorAfter, group } = change;
  if (kind === "created") return "First seen in the group";
  if (kind === "removed") return `Removed: ${removalWords(after)}`;
  if (kind === "restored") return `Came back (had been removed: ${removalWords(before)})`;
  if (group) {
    return (
      <>
        {after === null ? "Left" : "Joined"} the group <GroupLink group={group} />
      </>
    );
  }
  const isSupervisor = kind === "supervisor";
  return (
    <>
      {propertyWords(field ?? kind)}:{" "}
      {isSupervisor ? <Supervisor person={supervisorBefore} /> : <PropertyValue name={field} text={before} />}
      <span aria-hidden> → </span>
      <span className="visually-hidden"> became </span>
      {isSupervisor ? <Supervisor person={supervisorAfter} /> : <PropertyValue name={field} text={after} />}
    </>
  );
}

function Supervisor({ person }: { person: PersonReference | undefined }) {
  return person ? <PersonLink person={person} /> : <Unknown />;
}
