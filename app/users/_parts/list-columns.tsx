import type { ReactNode } from "react";
import type { UserRow } from "#lib/commands/users.ts";
import { type UserColumn, userColumns } from "#lib/directory/model.ts";
import { userSorts } from "#lib/directory/schema.ts";
import { usersWords } from "#words/users.tsx";
import { NotCopied } from "../../_ui/copied.tsx";
import type { Column } from "../../_ui/data-table.tsx";
import { PropertyValue } from "../../_ui/property-value.tsx";
import { When } from "../../_ui/when.tsx";
import type { ColumnName, ShownColumns } from "./shown-columns.ts";
import { type Order, usualColumns } from "./users-table.tsx";

/** The columns of the list of people as they were chosen; only what has an order in the database can be sorted by. */
export function listColumns(
  { names, areChosen }: ShownColumns,
  { order, leftOut }: { order: Order; leftOut: readonly string[] },
): Column<UserRow>[] {
  const usual = usualColumns(order);
  return names.map((name) => {
    // Only an address that somebody kept still asks for it.
    if (leftOut.includes(name)) return { id: name, header: usersWords.columns[name], cell: () => <NotCopied /> };
    const known = usual.find(({ id }) => id === name);
    // What somebody chose is not left out for want of room.
    if (known) return { ...known, optional: areChosen ? false : known.optional };
    const isSorted = (userSorts as readonly string[]).includes(name);
    return {
      id: name,
      header: usersWords.columns[name],
      cell: (person) => cellOf(name, person),
      sortHref: isSorted ? order.hrefFor(name) : undefined,
    };
  });
}

function cellOf(name: ColumnName, person: UserRow): ReactNode {
  if (name === "id") return <code>{person.id}</code>;
  if (!isProperty(name)) return null;
  const value = person[name];
  if (value instanceof Date) return <When at={value} />;
  return <PropertyValue name={name} text={value === null ? null : [value].flat().join("; ")} />;
}

function isProperty(name: ColumnName): name is UserColumn {
  return name in userColumns;
}
