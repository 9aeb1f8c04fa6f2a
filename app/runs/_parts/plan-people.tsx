import type { PlanLine, PlannedPerson, PlanPage } from "#lib/commands/plan-lines.ts";
import type { ChangeKind } from "#lib/directory/model.ts";
import { counted } from "#words/amounts.ts";
import { propertyWords, removalWords } from "#words/directory-words.ts";
import { planWords } from "#words/plan.tsx";
import { fateOf } from "#words/plan-words.ts";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { GroupLink } from "../../_ui/group-link.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import classes from "./plan.module.css";

type Names = Pick<PlanPage, "supervisors" | "groups">;

/** People of a plan, each with what would change. `kind` where only lines of that kind were read. */
export function PlanPeople({ run, page, kind }: { run: number; page: PlanPage; kind?: ChangeKind }) {
  // Of somebody's lines only some are here: they do not tell what becomes of the person.
  const hasFate = kind === undefined || ["removed", "restored", "created"].includes(kind);
  const columns: Column<PlannedPerson>[] = [
    { id: "person", header: planWords.columns.person, cell: (person) => <Person person={person} /> },
    {
      id: "changes",
      header: planWords.columns.changes,
      cell: (person) => <Changes person={person} names={page} hasFate={hasFate} />,
      prose: true,
    },
  ];
  return (
    <DataTable caption={planWords.caption(run)} columns={columns} rows={page.people} rowKey={({ userId }) => userId} />
  );
}

function Person({ person }: { person: PlannedPerson }) {
  // Whoever would be new has no page yet.
  const isCopied = !person.lines.some(({ kind }) => kind === "created");
  return <PersonCell {...person} id={person.userId} href={isCopied ? `/users/${person.userId}` : undefined} />;
}

/** The name of a supervisor is told with the supervisor, not as lines of its own. */
const toldElsewhere = ["supervisorDisplayName", "supervisorUserPrincipalName", "supervisorType"];

function Changes({ person, names, hasFate }: { person: PlannedPerson; names: Names; hasFate: boolean }) {
  const told = person.lines.filter(({ kind, field }) => field !== null || kind === "restored");
  const known = told.filter(({ kind, field }) => kind === "created" && !toldElsewhere.includes(field ?? ""));
  const changed = told.filter(({ kind }) => kind !== "created");
  return (
    <div className={classes.changes}>
      {hasFate ? <p>{fateOf(person)}</p> : null}
      {changed.length > 0 ? <Lines lines={changed} names={names} /> : null}
      {known.length > 0 ? (
        <details className={classes.known}>
          <summary>{counted(known.length, planWords.property)}</summary>
          <Lines lines={known} names={names} />
        </details>
      ) : null}
    </div>
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

function Line({ line, names }: { line: PlanLine; names: Names }) {
  const { kind, field, before, after } = line;
  if (kind === "restored") return planWords.hadBeenRemoved(removalWords(before));
  if (kind === "membership") {
    const group = names.groups.get(field ?? "");
    const name = group ? <GroupLink group={group} /> : field;
    return after === null ? planWords.leaves(name) : planWords.joins(name);
  }
  return (
    <>
      <span className="quiet">{planWords.propertyName(propertyWords(field ?? kind))}</span>{" "}
      {kind === "created" ? null : (
        <>
          <span className="quiet">
            <Value field={field} text={before} names={names} />
          </span>
          <span aria-hidden>{planWords.arrow}</span>
          <span className="visually-hidden">{planWords.wouldBecome}</span>
        </>
      )}
      <Value field={field} text={after} names={names} />
    </>
  );
}

function Value({ field, text, names }: { field: string | null; text: string | null; names: Names }) {
  const supervisor = field === "supervisorId" && text !== null ? names.supervisors.get(text) : undefined;
  return supervisor ? <PersonLink person={supervisor} /> : <PropertyValue name={field} text={text} />;
}
