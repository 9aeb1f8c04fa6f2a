import type { ReactNode } from "react";
import type { ListedUser } from "#lib/commands/users.ts";
import { usersWords } from "#words/users.tsx";
import { leftOutNow } from "../../_server/left-out.ts";
import { copiedColumns } from "../../_ui/copied.tsx";
import { type Column, DataTable, type Direction } from "../../_ui/data-table.tsx";
import { Unknown } from "../../_ui/facts.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { PersonLink } from "../../_ui/person-link.tsx";
import { PersonStates } from "../../_ui/person-states.tsx";
import { When } from "../../_ui/when.tsx";

export type Order = {
  hrefFor: (sort: string) => (direction: Direction) => string;
  sorted: { column: string; direction: Direction };
};

/** People, one a row, with the usual columns. Without `order` the heads are no links. */
export async function UsersTable({
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
  const columns = copiedColumns(usualColumns(order), await leftOutNow());
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

/** What a table of people shows unless somebody chose otherwise. */
export function usualColumns(order?: Order): Column<ListedUser>[] {
  const headers = usersWords.columns;
  return [
    {
      id: "displayName",
      header: headers.displayName,
      cell: (person) => <PersonCell {...person} href={`/users/${person.id}`} />,
      sortHref: order?.hrefFor("displayName"),
    },
    {
      id: "jobTitle",
      header: headers.jobTitle,
      cell: (person) => person.jobTitle || <Unknown />,
      sortHref: order?.hrefFor("jobTitle"),
    },
    {
      id: "department",
      header: headers.department,
      cell: (person) => person.department || <Unknown />,
      sortHref: order?.hrefFor("department"),
    },
    {
      id: "supervisor",
      header: headers.supervisor,
      cell: (person) => (person.supervisor ? <PersonLink person={person.supervisor} /> : <Unknown />),
    },
    { id: "standing", header: headers.standing, cell: (person) => <PersonStates person={person} /> },
    {
      id: "changedAt",
      header: headers.changedAt,
      cell: (person) => (
        <span style={{ whiteSpace: "nowrap" }}>
          <When at={person.changedAt} />
        </span>
      ),
      sortHref: order?.hrefFor("changedAt"),
      optional: true,
    },
  ];
}
