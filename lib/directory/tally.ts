import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { keptUntilChange } from "./kept-until-change.ts";
import { mostCollected } from "./page-query.ts";
import type { UserFilters } from "./schema.ts";
import { usersCondition } from "./users-condition.ts";

/** How many people are alike in everything that can be chosen. */
type Alike = {
  department: string | null;
  country: string | null;
  enabled: boolean | null;
  guest: boolean;
  removed: boolean;
  withoutSupervisor: boolean;
  people: number;
};

/** How many people each value of a choice would leave, with the other choices as they are. */
export type Facets = {
  state: Record<"live" | "removed" | "all", number>;
  enabled: Record<"yes" | "no", number>;
  guest: Record<"yes" | "no", number>;
  withoutSupervisor: Record<"yes" | "no", number>;
  /** The most people first. */
  department: ValueCount[];
  country: ValueCount[];
};

export type ValueCount = { value: string; people: number };

/**
 * The counts beside the choices of the list of people; undefined where a search finds more than `mostCollected`
 * people, which would have to be read one by one. Without a search they are counted once for each state of the mirror.
 */
export async function facetsOf(
  { db }: { db: Database },
  { filters }: { filters: UserFilters },
): Promise<Facets | undefined> {
  const { q, supervisor } = filters;
  const tally = await keptUntilChange(db, {
    name: `tally ${JSON.stringify([q, supervisor])}`,
    find: () => tallyOf({ db }, { q, supervisor }),
  });
  return tally && facetsFrom(tally, filters);
}

async function tallyOf(
  { db }: { db: Database },
  { q, supervisor }: Pick<UserFilters, "q" | "supervisor">,
): Promise<Alike[] | undefined> {
  const isPicked = q !== undefined || supervisor !== undefined;
  const condition = usersCondition({ q, supervisor, state: "all" });
  const most = isPicked ? Prisma.sql`LIMIT ${mostCollected + 1}` : Prisma.empty;
  const query = Prisma.sql`
    SELECT u.department, u.country, u."accountEnabled" AS enabled, u."userType" IS NOT DISTINCT FROM 'Guest' AS guest,
      u."deletedAt" IS NOT NULL AS removed, r."userId" IS NULL AS "withoutSupervisor", count(*)::int AS people
    FROM (SELECT * FROM microsoft_graph_user u WHERE ${condition} ${most}) u
    LEFT JOIN microsoft_graph_user_supervisor r ON r."userId" = u.id
    GROUP BY 1, 2, 3, 4, 5, 6`;
  const { rows } = await db.pool.query<Alike>(query.text, query.values);
  const all = rows.reduce((sum, alike) => sum + alike.people, 0);
  return isPicked && all > mostCollected ? undefined : rows;
}

type Chosen = keyof Facets;

const fits: { [Name in Chosen]: (alike: Alike, filters: UserFilters) => boolean } = {
  state: ({ removed }, { state }) => state === "all" || removed === (state === "removed"),
  enabled: (alike, { enabled }) => enabled === undefined || alike.enabled === enabled,
  guest: (alike, { guest }) => guest === undefined || alike.guest === guest,
  withoutSupervisor: (alike, { withoutSupervisor }) =>
    withoutSupervisor === undefined || alike.withoutSupervisor === withoutSupervisor,
  department: (alike, { department }) => department === undefined || department.includes(alike.department ?? ""),
  country: (alike, { country }) => country === undefined || country.includes(alike.country ?? ""),
};

function facetsFrom(tally: readonly Alike[], filters: UserFilters): Facets {
  const names = Object.keys(fits) as Chosen[];
  const left = (name: Chosen) =>
    tally.filter((alike) => names.every((other) => other === name || fits[other](alike, filters)));
  const yesAndNo = (name: "enabled" | "guest" | "withoutSupervisor") => ({
    yes: sumOf(left(name), (alike) => alike[name] === true),
    no: sumOf(left(name), (alike) => alike[name] === false),
  });
  const states = left("state");
  const removed = sumOf(states, (alike) => alike.removed);
  const all = sumOf(states, () => true);
  return {
    state: { live: all - removed, removed, all },
    enabled: yesAndNo("enabled"),
    guest: yesAndNo("guest"),
    withoutSupervisor: yesAndNo("withoutSupervisor"),
    department: valuesOf(left("department"), "department"),
    country: valuesOf(left("country"), "country"),
  };
}

function sumOf(tally: readonly Alike[], counts: (alike: Alike) => boolean): number {
  return tally.reduce((sum, alike) => (counts(alike) ? sum + alike.people : sum), 0);
}

function valuesOf(tally: readonly Alike[], name: "department" | "country"): ValueCount[] {
  const people = new Map<string, number>();
  for (const alike of tally) {
    const value = alike[name];
    if (value) people.set(value, (people.get(value) ?? 0) + alike.people);
  }
  const counted = [...people].map(([value, count]) => ({ value, people: count }));
  return counted.sort((one, other) => other.people - one.people || (one.value < other.value ? -1 : 1));
}
