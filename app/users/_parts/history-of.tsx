import Link from "next/link";
import type { Change, History } from "#lib/commands/users.ts";
import { propertyWords, removalWords } from "../../_ui/directory-words.ts";
import { Unknown } from "../../_ui/facts.tsx";
import { Section } from "../../_ui/section.tsx";
import { dayWords, exactWords } from "../../_ui/time-words.ts";
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
                <time dateTime={entry.at.toISOString()} title={exactWords(entry.at)}>
                  {dayWords(entry.at)}
                </time>
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

function ChangeLine({ change }: { change: Change }) {
  if (change.kind === "created") return "First seen in the group";
  if (change.kind === "removed") return `Removed: ${removalWords(change.after)}`;
  if (change.kind === "restored") return `Came back (had been removed: ${removalWords(change.before)})`;
  const isSupervisor = change.kind === "supervisor";
  return (
    <>
      {propertyWords(change.field ?? change.kind)}:{" "}
      {isSupervisor ? <Supervisor id={change.before} name={change.beforeName} /> : <Value text={change.before} />}
      <span aria-hidden> → </span>
      <span className="visually-hidden"> became </span>
      {isSupervisor ? <Supervisor id={change.after} name={change.afterName} /> : <Value text={change.after} />}
    </>
  );
}

function Value({ text }: { text: string | null }) {
  return text ? <span className={classes.value}>{text}</span> : <Unknown />;
}

function Supervisor({ id, name }: { id: string | null; name: string | null }) {
  if (!id) return <Unknown />;
  return (
    <Link href={`/supervisors/${id}`} prefetch={false} className="name">
      {name || id}
    </Link>
  );
}
