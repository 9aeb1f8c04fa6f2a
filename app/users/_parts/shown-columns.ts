import { type UserColumn, userColumns } from "#lib/directory/model.ts";
import { AppError } from "#lib/errors.ts";

/** A column of the list: a property under Graph's name, or what the copy knows beside them. */
export type ColumnName = UserColumn | "id" | "supervisor" | "standing" | "changedAt";

/** Remembers, for a browser, the columns somebody chose there. */
export const columnsCookie = "rollcall-users-columns";

/** Stands first in every choice: the row is about somebody. */
export const firstColumn = "displayName";

const usualColumns: readonly ColumnName[] = ["jobTitle", "department", "supervisor", "standing", "changedAt"];

/** What can be chosen, in the order of the menu: the usual ones first, then Graph's in the order of the CSV file. */
export const choosableColumns: readonly ColumnName[] = [
  ...usualColumns,
  ...(["id", ...Object.keys(userColumns)] as ColumnName[]).filter(
    (name) => name !== firstColumn && !usualColumns.includes(name),
  ),
];

export type ShownColumns = {
  /** The first one included. */
  names: readonly ColumnName[];
  /** Whether somebody chose them, here or in the address. */
  areChosen: boolean;
};

/**
 * The columns the address names, between commas or one by one; else those this browser remembers; else the usual ones.
 *
 * @throws AppError `bad-input` when the address names a column that does not exist. A cookie that does is passed over:
 * it may be older than the list.
 */
export function shownColumns({
  address,
  remembered,
  leftOut = [],
}: {
  address: string | string[] | undefined;
  remembered: string | undefined;
  /** Properties that are not copied: nobody gets them without asking by name. */
  leftOut?: readonly string[];
}): ShownColumns {
  const asked = namesIn(address);
  const unknown = asked.filter((name) => !isColumn(name));
  if (unknown.length > 0) throw new AppError("bad-input", `The list has no column ${unknown.join(", ")}.`);
  const isCopied = (name: string) => !leftOut.includes(name);
  const chosen = (asked.length > 0 ? asked : namesIn(remembered).filter(isCopied)).filter(isColumn);
  const others = (chosen.length > 0 ? chosen : usualColumns.filter(isCopied)).filter((name) => name !== firstColumn);
  return { names: [firstColumn, ...new Set(others)], areChosen: chosen.length > 0 };
}

/** The columns of a file that holds what the list shows, by the names of the download. */
export function fileColumns(names: readonly ColumnName[]): string {
  return [...new Set(names.flatMap((name) => inFile[name as keyof typeof inFile] ?? [name]))].join();
}

const inFile = {
  displayName: ["id", "userPrincipalName", "displayName"],
  supervisor: ["supervisorId", "supervisorDisplayName", "supervisorUserPrincipalName"],
  standing: ["userType", "accountEnabled", "deletedAt", "deletedReason"],
};

function namesIn(value: string | string[] | undefined): string[] {
  const names = [value ?? []].flat().flatMap((text) => text.split(","));
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

function isColumn(name: string): name is ColumnName {
  return name === firstColumn || (choosableColumns as readonly string[]).includes(name);
}
