import { Fragment, type ReactNode } from "react";
import type { Problem } from "#lib/commands/supervisors-quality.ts";
import type { ProblemKind } from "#lib/directory/model.ts";
import { count } from "#words/amounts.ts";
import { qualityWords } from "#words/supervisors.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedColumns } from "../../_ui/copied.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";

const words = qualityWords.rows;

/** One finding of the quality report: circles with their people, or somebody a row. */
export async function ProblemsTable({
  kind,
  problems,
  empty,
}: {
  kind: ProblemKind;
  problems: Problem[];
  empty: ReactNode;
}) {
  const who: Column<Problem> = {
    id: "displayName",
    header: kind === "self" || kind === "nobody-above" ? words.person : words.supervisor,
    cell: (problem) => <PersonCell {...problem} href={addressOf(problem, { kind })} />,
  };
  const circle: Column<Problem> = {
    id: "circle",
    header: words.circle,
    cell: (problem) => <Circle problem={problem} />,
    prose: true,
  };
  const others: Column<Problem>[] = [
    { id: "people", header: words.people, cell: (problem) => count(problem.people), numeric: true },
    { id: "jobTitle", header: words.jobTitle, cell: (problem) => problem.jobTitle || <Unknown /> },
    { id: "department", header: words.department, cell: (problem) => problem.department || <Unknown /> },
  ];
  return (
    <DataTable
      caption={qualityWords.found(qualityWords.problems[kind].name)}
      columns={kind === "circle" ? [who, circle] : copiedColumns([who, ...others], await leftOutNow())}
      rows={problems}
      rowKey={(problem) => problem.id}
      empty={empty}
    />
  );
}

/** Ann is supervised by Bo, is supervised by Ann: the arrow is a word for those who hear it. */
function Circle({ problem: { circle, circleSize } }: { problem: Problem }) {
  const [first] = circle;
  const rest = circleSize - circle.length;
  return (
    <>
      {circle.map((person) => (
        <Fragment key={person.id}>
          <PersonLink person={person} />
          <Arrow />
        </Fragment>
      ))}
      {rest > 0 ? (
        <>
          {words.more(count(rest))}
          <Arrow />
        </>
      ) : null}
      {first ? <PersonLink person={first} /> : null}
    </>
  );
}

function Arrow() {
  return (
    <>
      <span aria-hidden> → </span>
      <span className="visually-hidden"> {words.supervisedBy} </span>
    </>
  );
}

/** Where what is to be mended can be seen: the people of a supervisor, or the person. */
function addressOf({ id }: Problem, { kind }: { kind: ProblemKind }): string {
  if (kind === "circle") return `/supervisors/chart?person=${id}`;
  return kind === "self" || kind === "nobody-above" ? `/users/${id}` : `/supervisors/${id}`;
}
