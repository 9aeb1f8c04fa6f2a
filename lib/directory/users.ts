import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { keptUntilChange } from "./kept-until-change.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import { type Person, type PersonReference, type Supervision, userColumns } from "./model.ts";
import { type Direction, type Listing, mostCollected, wholeList } from "./page-query.ts";
import type { UserFilters, UserSort } from "./schema.ts";
import { personSearch } from "./search.ts";
import { streamRows } from "./stream.ts";
import { presenceOf, type SupervisionRow, supervisionColumns, supervisionJoins, supervisorOf } from "./supervision.ts";
import { type PeopleWanted, sortKey, usersCondition } from "./users-condition.ts";

/** A person as a list shows them. */
export type ListedUser = Pick<
  Person,
  | "id"
  | "displayName"
  | "userPrincipalName"
  | "jobTitle"
  | "department"
  | "userType"
  | "accountEnabled"
  | "deletedAt"
  | "deletedReason"
  | "changedAt"
> & { supervisor?: PersonReference };

/** A person of the list with everything that is kept of them: its columns are of choice. */
export type UserRow = Person & { supervisor?: PersonReference };

/** A person with everything a download holds. */
export type ExportedUser = Person & { [Name in keyof Supervision]: Supervision[Name] | null };

const columnsOf = (names: readonly string[]) => Prisma.raw(names.map((name) => `u."${name}"`).join(", "));

/** Everything of a person's row `u`. */
export const personColumns = columnsOf([
  "id",
  ...Object.keys(userColumns),
  "deletedAt",
  "deletedReason",
  "firstSeenAt",
  "changedAt",
]);

const joins = Prisma.sql`JOIN microsoft_graph_user u ON u.id = p.id ${supervisionJoins}`;

/**
 * One page of the mirror's people.
 *
 * @throws AppError `bad-input` for a cursor of another list or order.
 */
export async function listUsers(
  { db }: { db: Database },
  query: { filters: UserFilters; sort: UserSort; direction: Direction; place: Place; limit: number },
): Promise<Page<UserRow>> {
  const { filters, sort, direction, place, limit } = query;
  const without = filters.withoutSupervisor ? await idsWithoutSupervisor(db) : undefined;
  const condition = usersCondition(filters, { without });
  const listing: Listing = {
    ...shapeOf({ condition, sort }),
    sort,
    direction,
    columns: Prisma.sql`${personColumns}, ${supervisionColumns}, ${presenceOf("s")} AS "supervisorPresence"`,
    joins,
    extent: isPicked(filters) ? { from: walkedPeople(filters, { sort }), alias: "u", condition } : "all",
  };
  const page = await listPage<Person & SupervisionRow>(db, { listing, place, limit });
  return { ...page, rows: page.rows.map(withSupervisor) };
}

/** Everyone the filters let through, in order, one at a time and as of one moment. */
export function streamUsers(
  { db }: { db: Database },
  { filters, sort, direction }: { filters: PeopleWanted; sort: UserSort; direction: Direction },
): AsyncGenerator<ExportedUser> {
  return streamRows<ExportedUser>(
    db,
    wholeList({
      ...shapeOf({ condition: usersCondition(filters), sort }),
      direction,
      columns: Prisma.sql`${personColumns}, ${supervisionColumns}, r."supervisorType"`,
      joins,
    }),
  );
}

/** By department, the people of one lie together in its index: the walk begins where they do. */
function walkedPeople({ department }: UserFilters, { sort }: { sort: UserSort }): Prisma.Sql {
  const begin = sort === "department" ? usersCondition({ state: "all", department }) : Prisma.sql`TRUE`;
  return Prisma.sql`SELECT u.*, ${sortKey(sort)} AS key FROM microsoft_graph_user u WHERE ${begin}`;
}

function shapeOf({ condition, sort }: { condition: Prisma.Sql; sort: UserSort }): Pick<Listing, "source" | "keyType"> {
  return {
    source: Prisma.sql`SELECT u.id, ${sortKey(sort)} AS key FROM microsoft_graph_user u WHERE ${condition}`,
    keyType: sort === "changedAt" ? "timestamptz" : "text",
  };
}

/** The person's row, live or removed; undefined when the mirror never held them. */
export async function findPerson({ db }: { db: Database }, { id }: { id: string }): Promise<Person | undefined> {
  const query = Prisma.sql`SELECT ${personColumns} FROM microsoft_graph_user u WHERE u.id = ${id}`;
  const { rows } = await db.pool.query<Person>(query.text, query.values);
  return rows[0];
}

/** The ids of everyone who has this sign-in name, live ones first. A name can be given to somebody else later. */
export async function findIdsByPrincipalName(
  { db }: { db: Database },
  { userPrincipalName }: { userPrincipalName: string },
): Promise<string[]> {
  const query = Prisma.sql`
    SELECT u.id FROM microsoft_graph_user u
    WHERE ${sortKey("userPrincipalName")} = lower(${userPrincipalName}::text COLLATE "C")
    OR (${personSearch(userPrincipalName)}
      AND lower(u."userPrincipalName" COLLATE "und-x-icu") = lower(${userPrincipalName} COLLATE "und-x-icu"))
    ORDER BY u."deletedAt" DESC NULLS FIRST, u.id`;
  const { rows } = await db.pool.query<{ id: string }>(query.text, query.values);
  return rows.map((row) => row.id);
}

/** The state alone picks nobody: live people are most rows of the table, and removed ones are found by their date. */
function isPicked({ state: _, ...others }: UserFilters): boolean {
  return Object.values(others).some((value) => value !== undefined);
}

/** Everyone without a supervisor, when few are; found once for each state of the mirror. */
async function idsWithoutSupervisor(db: Database): Promise<readonly string[] | undefined> {
  return keptUntilChange(db, {
    name: "without supervisor",
    async find() {
      const condition = usersCondition({ state: "all", withoutSupervisor: true });
      const query = Prisma.sql`SELECT u.id FROM microsoft_graph_user u WHERE ${condition} LIMIT ${mostCollected + 1}`;
      const { rows } = await db.pool.query<{ id: string }>(query.text, query.values);
      return rows.length > mostCollected ? undefined : rows.map((row) => row.id);
    },
  });
}

function withSupervisor(row: Person & SupervisionRow): UserRow {
  const { supervisorId, supervisorDisplayName, supervisorUserPrincipalName, supervisorPresence, ...person } = row;
  return { ...person, supervisor: supervisorOf(row) };
}
