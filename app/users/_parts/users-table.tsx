import type { ReactNode } from "react";
import type { ListedUser } from "#lib/commands/users.ts";
import { usersWords } from "#words/users.tsx";
import { type Column, DataTable, type Direction } from "../../_ui/data-table.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PersonStates } from "../../_ui/person-states.tsx";
import { When } from "../../_ui/when.tsx";

type Order = {
  hrefFor: (sort: string) => (direction: Direction) => string;
  sorted: { column: string; direction: Direction };
};

/** People, one a row. Without `order` the heads are no links. */
export function UsersTable({
  caption,
  people,
  order,
  empty,
  withSupervisor = true,
}: {
  caption: string;
  people: ListedUser[];
  order?: Order;
  empty?: ReactNode;
  /** False where everyone has the same one. */
  withSupervisor?: boolean;
}) {
  const columns: Column<ListedUser>[] = [
    {
      id: "displayName",
      header: usersWords.columns.displayName,
      cell: (person) => <PersonCell {...person} href={`/users/${person.id}`} />,
      sortHref: order?.hrefFor("displayName"),
    },
    {
      id: "jobTitle",
      header: usersWords.columns.jobTitle,
      cell: (person) => person.jobTitle || <Unknown />,
      sortHref: order?.hrefFor("jobTitle"),
    },
    {
      id: "department",
      header: usersWords.columns.department,
      cell: (person) => person.department || <Unknown />,
      sortHref: order?.hrefFor("department"),
    },
    {
      id: "supervisor",
      header: usersWords.columns.supervisor,
      cell: (person) => (person.supervisor ? <PersonLink person={person.supervisor} /> : <Unknown />),
    },
    { id: "state", header: usersWords.columns.state, cell: (person) => <PersonStates person={person} /> },
    {
      id: "changedAt",
      header: usersWords.columns.changedAt,
      cell: (person) => (
        <span style={{ whiteSpace: "nowrap" }}>
          <When at={person.changedAt} />
        </span>
      ),
      sortHref: order?.hrefFor("changedAt"),
      optional: true,
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={withSupervisor ? columns : columns.filter((column) => column.id !== "supervisor")}
      rows={people}
      rowKey={(person) => person.id}
      sorted={order?.sorted}
      empty={empty}
    />
  );
}
