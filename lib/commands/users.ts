import type { Context } from "../context.ts";
import { type SupervisorChain, supervisorChain } from "../directory/chain.ts";
import { countHistory, type History, personHistory } from "../directory/history.ts";
import type { Page } from "../directory/keyset.ts";
import { type Membership, membershipsOf } from "../directory/memberships.ts";
import type { ChangeKind, Person } from "../directory/model.ts";
import { countBelow, type NumberBelow } from "../directory/people-below.ts";
import type { UserFilters, UsersQuery } from "../directory/schema.ts";
import { type Facets, facetsOf } from "../directory/tally.ts";
import { findPerson, type ListedUser, listUsers, streamUsers, type UserRow } from "../directory/users.ts";
import type { PeopleWanted } from "../directory/users-condition.ts";
import { chooseColumns, userCsvColumns, userCsvOnRequest } from "../export/columns.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";
import { leftOutNow, withLeftOutCells } from "./left-out-cells.ts";
import { personId } from "./person-id.ts";

export type { SupervisorChain } from "../directory/chain.ts";
export type { Change, Names } from "../directory/change.ts";
export type { History, HistoryEntry } from "../directory/history.ts";
export type { Page } from "../directory/keyset.ts";
export type { Membership } from "../directory/memberships.ts";
export type { NumberBelow } from "../directory/people-below.ts";
export type { Facets, ValueCount } from "../directory/tally.ts";
export type { ListedUser, UserRow } from "../directory/users.ts";

/** Rows of one page of a list. */
export const usersPerPage = 50;

/** A person of the mirror with what surrounds them. */
export type PersonPage = {
  person: Person;
  chain: SupervisorChain;
  /** The first of the people they supervise directly, and how many there are. */
  people: Page<ListedUser>;
  /** How many people are below them, directly or through others. */
  below: NumberBelow;
  memberships: Membership[];
  history: History;
  /** How many changes of each kind the whole history has. */
  historyCounts: Partial<Record<ChangeKind, number>>;
};

/**
 * One page of the list of people.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function users(context: Context, query: UsersQuery): Promise<Page<UserRow>> {
  const { after, before, sort, direction, ...filters } = query;
  return listUsers(context, { filters, sort, direction, place: { after, before }, limit: usersPerPage });
}

/**
 * How many people each choice above the list would leave, with the other choices as they are; undefined where a search
 * finds too many to count.
 */
export function userFacets(context: Context, filters: UserFilters): Promise<Facets | undefined> {
  return facetsOf(context, { filters });
}

/**
 * A person by Graph object id or by sign-in name (the live one, where a name was given to somebody else); undefined
 * when the mirror never held them.
 */
export async function user(
  context: Context,
  {
    idOrName,
    historyBefore,
    historyKind,
  }: {
    idOrName: string;
    /** Id of a change: what happened earlier. */
    historyBefore?: string;
    historyKind?: ChangeKind;
  },
): Promise<PersonPage | undefined> {
  const id = await personId(context, { idOrName });
  const person = id && (await findPerson(context, { id }));
  if (!person) return undefined;
  const [chain, people, below, memberships, history, historyCounts] = await Promise.all([
    supervisorChain(context, { id }),
    listUsers(context, {
      filters: { state: "live", supervisor: id },
      sort: "displayName",
      direction: "asc",
      place: {},
      limit: 10,
    }),
    countBelow(context, { id }),
    membershipsOf(context, { id }),
    personHistory(context, { id, kind: historyKind, before: historyBefore, limit: 50 }),
    countHistory(context, { id }),
  ]);
  return { person, chain, people, below, memberships, history, historyCounts };
}

/**
 * The people as CSV. Without filters: the live ones, or all with `includeRemoved`.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportUsers(
  context: Context,
  options: DownloadOptions & {
    filters?: Partial<PeopleWanted> & Partial<Pick<UsersQuery, "sort" | "direction">>;
    includeRemoved?: boolean;
  } = {},
): Download {
  const { sort = "displayName", direction = "asc", ...filters } = options.filters ?? {};
  const columns = chooseColumns(options.columns, { known: userCsvColumns, onRequest: userCsvOnRequest });
  const state = filters.state ?? (options.includeRemoved ? "all" : "live");
  const people = streamUsers(context, { filters: { ...filters, state }, sort, direction });
  const rows = withLeftOutCells(people, { leftOut: () => leftOutNow(context), raw: options.raw });
  return auditedDownload(context, { what: "users", rows, columns, filters: { ...filters, state }, options });
}
