import type { GroupColumn, UserColumn } from "../../directory/model.ts";
import type { GraphGroup } from "../client/groups.ts";
import type { GraphUser } from "../client/users.ts";

type Cell = string | boolean | string[] | null;

/** One user as it is staged: the mirrored properties and the display copy of the supervisor. */
export type UserRow = Record<UserColumn, Cell> & {
  id: string;
  supervisorId: string | null;
  supervisorDisplayName: string | null;
  supervisorUserPrincipalName: string | null;
  supervisorType: string | null;
};

export type GroupRow = Record<GroupColumn, Cell> & { id: string };

/** Here Graph's wire shape ends: from now on it is our row. */
export function userRow({ id, manager, ...properties }: GraphUser): UserRow {
  return {
    ...cleaned(properties),
    id: id.toLowerCase(),
    supervisorId: manager ? manager.id.toLowerCase() : null,
    supervisorDisplayName: clean(manager?.displayName ?? null),
    supervisorUserPrincipalName: clean(manager?.userPrincipalName ?? null),
    supervisorType: manager ? manager.type : null,
  };
}

export function groupRow({ id, ...properties }: GraphGroup): GroupRow {
  return { ...cleaned(properties), id: id.toLowerCase() };
}

function cleaned<Properties extends Record<string, Cell>>(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, clean(value)])) as Properties;
}

// PostgreSQL's text holds neither NUL nor half of a surrogate pair; one such character in one job title would
// otherwise fail the statement that carries a whole page.
function clean<Value extends Cell>(value: Value): Value {
  if (typeof value === "string") return value.replaceAll("\u0000", "\uFFFD").toWellFormed() as Value;
  if (Array.isArray(value)) return value.map((item) => clean(item)) as Value;
  return value;
}
