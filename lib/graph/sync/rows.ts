import { type GroupColumn, groupColumns, type UserColumn, userColumns } from "../../directory/model.ts";
import type { GraphGroup } from "../client/groups.ts";
import type { GraphUser } from "../client/users.ts";
import { type Cell, momentText, recordText } from "./row-text.ts";

/* Here Graph's wire shape ends: from now on it is our row. */

const userNames = Object.keys(userColumns) as UserColumn[];
const groupNames = Object.keys(groupColumns) as GroupColumn[];

/** A user's mirrored properties and the display copy of the supervisor, in the order of `userSql` and `supervisorSql`. */
export function userCells(user: GraphUser): Cell[] {
  const cells: Cell[] = userNames.map((name) => (name === "createdDateTime" ? momentText(user[name]) : user[name]));
  const { manager } = user;
  if (manager) cells.push(manager.id.toLowerCase(), manager.displayName, manager.userPrincipalName, manager.type);
  else cells.push(null, null, null, null);
  return cells;
}

/** A group's mirrored properties in the order of `groupSql`, as `recordText` writes them. */
export function groupRow(group: GraphGroup): string {
  return recordText(groupNames.map((name) => (name === "createdDateTime" ? momentText(group[name]) : group[name])));
}
