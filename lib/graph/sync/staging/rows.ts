import { type GroupColumn, groupColumns, type UserColumn, userColumns } from "../../../directory/model.ts";
import type { GraphGroup } from "../../client/groups.ts";
import type { GraphUser } from "../../client/users.ts";
import { type Cell, csvFields, digestOf, momentText, recordText } from "./row-text.ts";

/* Here Graph's wire shape ends: from now on it is our row. */

const userNames = Object.keys(userColumns) as UserColumn[];
const groupNames = Object.keys(groupColumns) as GroupColumn[];

/**
 * A row on its way into staging: its line of CSV with the id before it, and the digest it is compared by. The line is
 * bytes, as V8 would move a text about until it is sent (see `copyInto`).
 */
export type Row = { digest: string; line: Buffer };

/** A user's mirrored properties and the display copy of the supervisor, in the order of `userSql` and `supervisorSql`. */
export function userRow(user: GraphUser): Row {
  const cells: Cell[] = userNames.map((name) => (name === "createdDateTime" ? momentText(user[name]) : user[name]));
  const { manager } = user;
  if (manager) cells.push(manager.id.toLowerCase(), manager.displayName, manager.userPrincipalName, manager.type);
  else cells.push(null, null, null, null);
  return rowOf(user.id, cells);
}

/** A group's mirrored properties, in the order of `groupSql`. */
export function groupRow(group: GraphGroup): Row {
  const cells = groupNames.map((name) => (name === "createdDateTime" ? momentText(group[name]) : group[name]));
  return rowOf(group.id, cells);
}

function rowOf(id: string, cells: readonly Cell[]): Row {
  const text = recordText(cells);
  return { digest: digestOf(text), line: Buffer.from(`${id.toLowerCase()},${csvFields(text)}`) };
}
