import type { PlanLine, PlannedPerson } from "#lib/commands/plan-lines.ts";
import { counted } from "../../_ui/amounts.ts";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { propertyWords, removalWords } from "../../_ui/directory-words.ts";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import classes from "./plan.module.css";
import { fateOf } from "./plan-words.ts";

type Names = Map<string, string>;

/** People of a plan, each with what would change. */
export function PlanPeople({ run, people, names }: { run: number; people: PlannedPerson[]; names: Names }) {
  const columns: Column<PlannedPerson>[] = [
    { id: "person", header: "Person", cell: (person) => <Person person={person} /> },
    { id: "fate", header: "What would happen", cell: fateOf },
    { id: "lines", header: "Before → after", cell: (person) => <Changes person={person} names={names} />, prose: true },
  ];
  return (
    <DataTable
      caption={`What run ${run} would change`}
      columns={columns}
      rows={people}
      rowKey={({ userId }) => userId}
    />
  );
}

function Person({ person }: { person: PlannedPerson }) {
  // Whoever would be new has no page yet.
  const isCopied = !person.lines.some(({ kind }) => kind === "created");
  return <PersonCell {...person} id={person.userId} href={isCopied ? `/users/${person.userId}` : undefined} />;
}

/** The name of a supervisor is told with the supervisor, not as lines of its own. */
const toldElsewhere = ["supervisorDisplayName", "supervisorUserPrincipalName", "supervisorType"];

function Changes({ person, names }: { person: PlannedPerson; names: Names }) {
  const told = person.lines.filter(({ kind, field }) => field !== null || kind === "restored");
  const known = told.filter(({ kind, field }) => kind === "created" && !toldElsewhere.includes(field ?? ""));
  const changed = told.filter(({ kind }) => kind !== "created");
  return (
    <>
      {changed.length > 0 ? <Lines lines={changed} names={names} /> : null}
      {known.length > 0 ? (
        <details className={classes.known}>
          <summary>{counted(known.length, { one: "property", many: "properties" })}</summary>
          <Lines lines={known} names={names} />
        </details>
      ) : null}
    </>
  );
}

function Lines({ lines, names }: { lines: PlanLine[]; names: Names }) {
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={`${line.kind} ${line.field}`}>
          <Line line={line} names={names} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line: { kind, field, before, after }, names }: { line: PlanLine; names: Names }) {
  if (kind === "restored") return `Had been removed: ${removalWords(before)}`;
  if (kind === "membership") {
    return `${after === null ? "Leaves" : "Joins"} ${names.get(field ?? "") ?? `group ${field}`}`;
  }
  const value = (text: string | null) => (field === "supervisorId" && text ? (names.get(text) ?? text) : text);
  return (
    <>
      <span className={classes.field}>{propertyWords(field ?? kind)}:</span>{" "}
      {kind === "created" ? null : (
        <>
          <Value text={value(before)} isBefore />
          <span aria-hidden> → </span>
          <span className="visually-hidden"> would become </span>
        </>
      )}
      <Value text={value(after)} />
    </>
  );
}

function Value({ text, isBefore = false }: { text: string | null; isBefore?: boolean }) {
  if (!text) return <Unknown />;
  return <span className={isBefore ? `name ${classes.before}` : "name"}>{text}</span>;
}
