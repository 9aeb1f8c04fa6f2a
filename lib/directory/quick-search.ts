import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Group, Person } from "./model.ts";
import { personSearch, searchCondition } from "./search.ts";

/** As much of a person as one line says. */
export type FoundPerson = Pick<
  Person,
  "id" | "displayName" | "userPrincipalName" | "jobTitle" | "department" | "deletedAt"
>;
export type FoundGroup = Pick<Group, "id" | "displayName" | "mail" | "deletedAt">;

/** Whoever is found first is as good as another: nobody looks for the ninetieth of those who match. */
const candidates = 100;

const personLine = Prisma.sql`u.id, u."displayName", u."userPrincipalName", u."jobTitle", u."department", u."deletedAt"`;
const groupLine = Prisma.sql`g.id, g."displayName", g.mail, g."deletedAt"`;
const userName = Prisma.sql`coalesce(u."displayName", '') COLLATE "und-x-icu"`;
const groupName = Prisma.sql`coalesce(g."displayName", '') COLLATE "und-x-icu"`;

/**
 * A few people for what somebody is typing: first those whose name begins with it, then those whom the search of the list
 * finds; live ones before removed ones. Quick because nothing is counted, and sorted only among some.
 */
export function findPeopleQuickly(
  { db }: { db: Database },
  { q, limit }: { q: string; limit: number },
): Promise<FoundPerson[]> {
  return findQuickly<FoundPerson>(db, {
    q,
    limit,
    // Served by the index on names; what does not begin with it is dropped afterwards.
    named: Prisma.sql`SELECT ${personLine} FROM microsoft_graph_user u
      WHERE u."deletedAt" IS NULL AND ${userName} >= ${q} ORDER BY ${userName}, u.id LIMIT ${limit}`,
    matching: Prisma.sql`SELECT ${personLine} FROM microsoft_graph_user u
      WHERE ${personSearch(q)} LIMIT ${candidates}`,
  });
}

/** The same of groups. */
export function findGroupsQuickly(
  { db }: { db: Database },
  { q, limit }: { q: string; limit: number },
): Promise<FoundGroup[]> {
  return findQuickly<FoundGroup>(db, {
    q,
    limit,
    named: Prisma.sql`SELECT ${groupLine} FROM microsoft_graph_group g
      WHERE g."deletedAt" IS NULL AND ${groupName} >= ${q} ORDER BY ${groupName}, g.id LIMIT ${limit}`,
    matching: Prisma.sql`SELECT ${groupLine} FROM microsoft_graph_group g
      WHERE ${searchCondition(q, { id: Prisma.sql`g.id`, folded: Prisma.sql`g.search` })} LIMIT ${candidates}`,
  });
}

/** The people of these ids, in this order; those the mirror does not hold are left out. */
export async function findPeopleByIds(
  { db }: { db: Database },
  { ids }: { ids: readonly string[] },
): Promise<FoundPerson[]> {
  if (ids.length === 0) return [];
  const query = Prisma.sql`SELECT ${personLine} FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS i(id, place)
    JOIN microsoft_graph_user u ON u.id = i.id ORDER BY i.place`;
  const { rows } = await db.pool.query<FoundPerson>(query.text, query.values);
  return rows;
}

type Found = { id: string; displayName: string | null; deletedAt: Date | null };

async function findQuickly<Row extends Found>(
  db: Database,
  { q, limit, named, matching }: { q: string; limit: number; named: Prisma.Sql; matching: Prisma.Sql },
): Promise<Row[]> {
  const [begins, matches] = await Promise.all([
    db.pool.query<Row>(named.text, named.values),
    db.pool.query<Row>(matching.text, matching.values),
  ]);
  const first = begins.rows.filter((row) => folded(row.displayName).startsWith(folded(q)));
  const others = matches.rows.sort(byStateAndName);
  return [...new Map([...first, ...others].map((row) => [row.id, row])).values()].slice(0, limit);
}

const names = new Intl.Collator("en");

function byStateAndName(one: Found, other: Found): number {
  if ((one.deletedAt === null) !== (other.deletedAt === null)) return one.deletedAt === null ? -1 : 1;
  return names.compare(one.displayName ?? "", other.displayName ?? "");
}

function folded(text: string | null): string {
  return (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
