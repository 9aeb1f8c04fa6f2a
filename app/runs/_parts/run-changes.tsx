import Link from "next/link";
import type { RunChange } from "#lib/commands/runs-changes.ts";
import { type ChangeKind, changeKinds, type PersonReference } from "#lib/directory/model.ts";
import { count } from "#words/amounts.ts";
import { propertyWords, removalWords } from "#words/directory-words.ts";
import { runsWords } from "#words/runs.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { Pager } from "../../_ui/pager.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import { Section } from "../../_ui/section.tsx";
import { ChangesFilter, type ShownChanges } from "./changes-filter.tsx";
import classes from "./run-changes.module.css";

const words = runsWords.changes;

/** What a run changed, one kind at a time, with a search. */
export function RunChanges({
  run,
  counts,
  shown,
  changes,
  summary,
  first,
  next,
}: {
  run: number;
  counts: Record<ChangeKind, number>;
  shown: ShownChanges;
  changes: RunChange[];
  /** How many are shown of how many. */
  summary: string;
  first?: string;
  next?: string;
}) {
  const { kind } = shown;
  const isEmpty = changeKinds.every((candidate) => counts[candidate] === 0);
  return (
    <Section title={words.title}>
      <Kinds run={run} counts={counts} kind={kind} />
      {isEmpty ? null : <ChangesFilter run={run} shown={shown} summary={summary} />}
      <DataTable
        caption={words.caption(words.kind[kind], run)}
        columns={columnsFor(kind)}
        rows={changes}
        rowKey={(change) => change.id}
        empty={
          isEmpty ? (
            <EmptyState title={words.nothing.title}>{words.nothing.text}</EmptyState>
          ) : (
            <EmptyState title={words.noMatch.title}>
              {words.noMatch.text(linkTo(`/runs/${run}?kind=${kind}`))}
            </EmptyState>
          )
        }
      />
      {changes.length > 0 ? <Pager label={words.pages} summary={summary} first={first} next={next} /> : null}
    </Section>
  );
}

function Kinds({ run, counts, kind }: { run: number; counts: Record<ChangeKind, number>; kind: ChangeKind }) {
  const present = changeKinds.filter((candidate) => counts[candidate] > 0);
  if (present.length === 0) return null;
  return (
    <nav aria-label={words.kinds}>
      <ul className={classes.kinds}>
        {present.map((candidate) => (
          <li key={candidate}>
            <Link
              href={`/runs/${run}?kind=${candidate}`}
              aria-current={candidate === kind ? "true" : undefined}
              className={classes.kind}
              scroll={false}
              prefetch={false}
            >
              {words.kind[candidate]} <span className="figures">{count(counts[candidate])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function columnsFor(kind: ChangeKind): Column<RunChange>[] {
  const person: Column<RunChange> = {
    id: "person",
    header: words.columns.person,
    cell: (change) => <PersonCell {...change} id={change.userId} href={`/users/${change.userId}`} />,
  };
  switch (kind) {
    case "created":
      return [person];
    case "removed":
      return [
        person,
        { id: "reason", header: words.columns.removedBecause, cell: (change) => removalWords(change.after) },
      ];
    case "restored":
      return [
        person,
        { id: "reason", header: words.columns.hadBeenRemovedBecause, cell: (c) => removalWords(c.before) },
      ];
    case "supervisor":
      return [person, ...supervisorColumns];
    case "membership":
      return [person, ...membershipColumns];
    case "updated":
      return [person, ...propertyColumns];
  }
}

const supervisorColumns: Column<RunChange>[] = [
  { id: "before", header: words.columns.before, cell: (change) => <Supervisor person={change.supervisorBefore} /> },
  { id: "after", header: words.columns.after, cell: (change) => <Supervisor person={change.supervisorAfter} /> },
];

const membershipColumns: Column<RunChange>[] = [
  { id: "what", header: words.columns.what, cell: (change) => (change.after === null ? words.left : words.joined) },
  {
    id: "group",
    header: words.columns.group,
    cell: ({ group }) => (group ? <GroupLink group={group} /> : <Unknown />),
  },
];

const propertyColumns: Column<RunChange>[] = [
  { id: "property", header: words.columns.property, cell: ({ field }) => (field ? propertyWords(field) : <Unknown />) },
  {
    id: "before",
    header: words.columns.before,
    cell: (change) => <PropertyValue name={change.field} text={change.before} />,
  },
  {
    id: "after",
    header: words.columns.after,
    cell: (change) => <PropertyValue name={change.field} text={change.after} />,
  },
];

function Supervisor({ person }: { person: PersonReference | undefined }) {
  return person ? <PersonLink person={person} /> : <Unknown />;
}
