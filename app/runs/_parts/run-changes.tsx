import Link from "next/link";
import { type ChangeKind, changeKinds, type RunChange } from "#lib/commands/runs.ts";
import { count } from "../../_ui/amounts.ts";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { propertyWords, removalWords } from "../../_ui/directory-words.ts";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { Pager } from "../../_ui/pager.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./run-changes.module.css";

export const kindWords: Record<ChangeKind, string> = {
  created: "New",
  updated: "Changed properties",
  supervisor: "Supervisor",
  removed: "Removed",
  restored: "Returned",
};

/** What a run changed, one kind at a time. */
export function RunChanges({
  run,
  counts,
  kind,
  changes,
  names,
  first,
  next,
}: {
  run: number;
  counts: Record<ChangeKind, number>;
  kind: ChangeKind;
  changes: RunChange[];
  /** Names of the supervisors that the changes mention, by id. */
  names: Map<string, string>;
  first?: string;
  next?: string;
}) {
  const present = changeKinds.filter((candidate) => counts[candidate] > 0);
  return (
    <Section title="What changed">
      {present.length > 0 ? (
        <nav aria-label="Kinds of change">
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
                  {kindWords[candidate]} <span className="figures">{count(counts[candidate])}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <DataTable
        caption={`${kindWords[kind]} in run ${run}`}
        columns={columnsFor(kind, names)}
        rows={changes}
        rowKey={(change) => change.id}
        empty={<EmptyState title="Nothing changed">This run wrote nothing about people.</EmptyState>}
      />
      {changes.length > 0 ? (
        <Pager
          label="Pages of changes"
          summary={`${count(changes.length)} of ${count(counts[kind])} shown`}
          first={first}
          next={next}
        />
      ) : null}
    </Section>
  );
}

function columnsFor(kind: ChangeKind, names: Map<string, string>): Column<RunChange>[] {
  const person: Column<RunChange> = {
    id: "person",
    header: "Person",
    cell: (change) => <PersonCell {...change} id={change.userId} href={`/users/${change.userId}`} />,
  };
  if (kind === "removed") return [person, { id: "reason", header: "Because", cell: (c) => removalWords(c.after) }];
  if (kind === "restored")
    return [person, { id: "reason", header: "Had been removed because", cell: (c) => removalWords(c.before) }];
  if (kind === "created") return [person];
  const value = (text: string | null) =>
    kind === "supervisor" ? <Supervisor id={text} names={names} /> : <Value text={text} />;
  const beforeAfter: Column<RunChange>[] = [
    { id: "before", header: "Before", cell: (change) => value(change.before) },
    { id: "after", header: "After", cell: (change) => value(change.after) },
  ];
  if (kind === "supervisor") return [person, ...beforeAfter];
  return [
    person,
    {
      id: "property",
      header: "Property",
      cell: (change) => (change.field ? propertyWords(change.field) : <Unknown />),
    },
    ...beforeAfter,
  ];
}

function Value({ text }: { text: string | null }) {
  return text === null || text === "" ? <Unknown /> : <span className="name">{text}</span>;
}

function Supervisor({ id, names }: { id: string | null; names: Map<string, string> }) {
  if (!id) return <Unknown />;
  return (
    <Link href={`/supervisors/${id}`} prefetch={false} className="name">
      {names.get(id) ?? id}
    </Link>
  );
}
