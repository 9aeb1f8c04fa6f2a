import Link from "next/link";
import type { History, PersonPage } from "#lib/commands/users.ts";
import { type ChangeKind, changeKinds } from "#lib/directory/model.ts";
import { count } from "#words/amounts.ts";
import { personWords } from "#words/person.tsx";
import { addressWith } from "../../_ui/address.ts";
import { Day } from "../../_ui/day.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./history-of.module.css";
import { PersonChange } from "./person-change.tsx";
import { RunLink } from "./run-link.tsx";

const words = personWords.history;
const place = "history";
/** A shorter history is read faster than filtered. */
const worthFiltering = 12;

/** What is shown of a history: changes of one kind or all, from the newest or from some change on. */
export type HistoryPlace = { kind?: ChangeKind; before?: string };

type Shown = { id: string; history: History; counts: PersonPage["historyCounts"]; at: HistoryPlace };

/** What runs changed about a person, newest first, as a timeline. */
export function HistoryOf({ id, history, counts, at }: Shown) {
  const isEarlier = at.before !== undefined;
  return (
    <Section id={place} title={words.title} lead={isEarlier ? words.earlierLead : undefined}>
      <KindFilter id={id} counts={counts} at={at} />
      {history.entries.length === 0 ? (
        <p className="quiet">{at.kind && !isEarlier ? words.noneOfKind : words.none(isEarlier)}</p>
      ) : (
        <ol className={classes.timeline}>
          {history.entries.map((entry) => (
            <li key={entry.run} className={classes.entry}>
              <div className={classes.when}>
                <Day at={entry.at} />
                <span className="small">
                  <RunLink run={entry.run} />
                </span>
              </div>
              <ul className={classes.changes}>
                {entry.changes.map((change) => (
                  <li key={change.id}>
                    <PersonChange change={change} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      <p className={classes.links}>
        {isEarlier ? (
          <Link href={addressOf(id, { kind: at.kind })} prefetch={false}>
            {words.newest}
          </Link>
        ) : null}
        {history.earlier ? (
          <Link href={addressOf(id, { kind: at.kind, before: history.earlier })} prefetch={false}>
            {words.earlier}
          </Link>
        ) : null}
      </p>
    </Section>
  );
}

/** Links to the history of one kind of change, where there is enough to lose sight of. */
function KindFilter({ id, counts, at }: Pick<Shown, "id" | "counts" | "at">) {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const present = changeKinds.filter((kind) => counts[kind]);
  if (!at.kind && (all < worthFiltering || present.length < 2)) return null;
  return (
    <nav aria-label={words.filter} className={classes.filter}>
      <KindLink href={addressOf(id, {})} isHere={at.kind === undefined}>
        {words.everything(count(all))}
      </KindLink>
      {present.map((kind) => (
        <KindLink key={kind} href={addressOf(id, { kind })} isHere={at.kind === kind}>
          {words.kind(kind, count(counts[kind] ?? 0))}
        </KindLink>
      ))}
    </nav>
  );
}

function KindLink({ href, isHere, children }: { href: string; isHere: boolean; children: string }) {
  return (
    <Link href={href} prefetch={false} aria-current={isHere ? "true" : undefined} className={classes.kind}>
      {children}
    </Link>
  );
}

function addressOf(id: string, change: HistoryPlace): string {
  return `${addressWith(`/users/${id}`, { change })}#${place}`;
}
