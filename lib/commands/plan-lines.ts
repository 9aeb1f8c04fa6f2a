import type { Context } from "../context.ts";
import type { ChangeKind, GroupReference, PersonReference } from "../directory/model.ts";
import { groupsById, peopleById } from "../directory/references.ts";

/** In the order in which a plan is read: who would go first. */
export const planKinds: readonly ChangeKind[] = [
  "removed",
  "restored",
  "updated",
  "supervisor",
  "membership",
  "created",
];

/** One thing a preview would change about a person; the shape of a line of the history. */
export type PlanLine = {
  kind: ChangeKind;
  /** Graph's property name, or the id of a group for `membership`; null where the line is about the person. */
  field: string | null;
  /** As text; a supervisor's id; the reason of a removal. */
  before: string | null;
  after: string | null;
};

export type PlannedPerson = {
  userId: string;
  displayName: string | null;
  userPrincipalName: string | null;
  lines: PlanLine[];
};

export type PlanPage = {
  people: PlannedPerson[];
  /** The supervisors and groups that the lines mention, by id, under the names known now or in the plan. */
  supervisors: Map<string, PersonReference>;
  groups: Map<string, GroupReference>;
  /** Give it as `after` for the people that follow; absent on the last page. */
  next?: string;
};

/** How much a plan holds. `kinds`: people with a line of that kind; one person may have several. */
export type PlanTotals = { people: number; lines: number; kinds: Record<ChangeKind, number> };

type Row = PlanLine & { id: string; userId: string };

/**
 * One page of a preview's plan, person by person in the order in which it was saved.
 *
 * @param options.kind only lines of this kind
 * @param options.limit people, not lines
 */
export async function planPage(
  context: Context,
  { run, kind, after, limit }: { run: number; kind?: ChangeKind; after?: string; limit: number },
): Promise<PlanPage> {
  const { rows: firsts } = await context.db.pool.query<{ id: string }>(firstLinesSql, [
    run,
    kind ?? null,
    after ?? "0",
    limit + 1,
  ]);
  const { rows } = await context.db.pool.query<Row>(linesSql, [
    run,
    kind ?? null,
    firsts[0]?.id ?? null,
    firsts[limit]?.id ?? null,
  ]);
  const people = await withNames(context, peopleOf(rows));
  return {
    people,
    supervisors: await supervisorsIn(context, { run, people }),
    groups: await groupsIn(context, people),
    next: firsts.length > limit ? rows.at(-1)?.id : undefined,
  };
}

// The lines of a person stand together, so whoever differs from the line before begins a person; the walk along the
// index ends with the page, however long the plan is.
const firstLinesSql = `
  SELECT id::text FROM (
    SELECT id, "userId", lag("userId") OVER (ORDER BY id) AS previous FROM sync_plan_line
    WHERE "runId" = $1 AND ($2::text IS NULL OR kind = $2) AND id > $3::bigint
  ) l WHERE previous IS DISTINCT FROM "userId" ORDER BY l.id LIMIT $4`;

const linesSql = `
  SELECT id::text, "userId", kind, field, before, after FROM sync_plan_line
  WHERE "runId" = $1 AND ($2::text IS NULL OR kind = $2)
    AND id >= $3::bigint AND ($4::bigint IS NULL OR id < $4::bigint)
  ORDER BY sync_plan_line.id`;

function peopleOf(rows: Row[]): PlannedPerson[] {
  const people: PlannedPerson[] = [];
  for (const { id: _, userId, ...line } of rows) {
    const newest = people.at(-1);
    if (newest?.userId === userId) newest.lines.push(line);
    else people.push({ userId, displayName: null, userPrincipalName: null, lines: [line] });
  }
  return people;
}

/** Names as the copy has them; of people who would be new, as the plan has them. */
async function withNames({ db }: Context, people: PlannedPerson[]): Promise<PlannedPerson[]> {
  const copies = await db.prisma.microsoftGraphUser.findMany({
    where: { id: { in: people.map(({ userId }) => userId) } },
    select: { id: true, displayName: true, userPrincipalName: true },
  });
  const copied = new Map(copies.map((copy) => [copy.id, copy]));
  return people.map((person) => {
    const { displayName, userPrincipalName } = copied.get(person.userId) ?? {
      displayName: newValue(person, "displayName"),
      userPrincipalName: newValue(person, "userPrincipalName"),
    };
    return { ...person, displayName, userPrincipalName };
  });
}

function newValue({ lines }: PlannedPerson, field: string): string | null {
  return lines.find((line) => line.kind === "created" && line.field === field)?.after ?? null;
}

async function groupsIn({ db }: Context, people: PlannedPerson[]): Promise<Map<string, GroupReference>> {
  const memberships = people.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "membership"));
  return groupsById({ db }, { ids: memberships.flatMap(({ field }) => field ?? []) });
}

async function supervisorsIn(
  context: Context,
  { run, people }: { run: number; people: PlannedPerson[] },
): Promise<Map<string, PersonReference>> {
  const lines = people.flatMap((person) => person.lines.filter(({ field }) => field === "supervisorId"));
  const ids = lines.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  const known = await peopleById(context, { ids });
  const unnamed = [...known.values()].filter(({ displayName }) => displayName === null);
  const names = await namesOfNewPeople(context, { run, ids: unnamed.map(({ id }) => id) });
  for (const person of people) {
    // A supervisor outside the group is named beside whom they supervise.
    const name = newValue(person, "supervisorDisplayName");
    if (name) names.set(newValue(person, "supervisorId") ?? "", name);
  }
  for (const { id, ...person } of unnamed) known.set(id, { ...person, id, displayName: names.get(id) ?? null });
  return known;
}

async function namesOfNewPeople(
  { db }: Context,
  { run, ids }: { run: number; ids: string[] },
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.pool.query<{ userId: string; after: string }>(
    `SELECT "userId", after FROM sync_plan_line
     WHERE "runId" = $1 AND kind = 'created' AND field = 'displayName' AND "userId" = ANY($2::text[])`,
    [run, [...new Set(ids)]],
  );
  return new Map(rows.map(({ userId, after }) => [userId, after]));
}

/** How many people a plan speaks of, in all and for each kind of change, and in how many lines. */
export async function planTotals({ db }: Context, { run }: { run: number }): Promise<PlanTotals> {
  const [kinds, people] = await Promise.all([
    db.pool.query<{ kind: ChangeKind; people: number; lines: number }>(
      `SELECT kind, count(*)::int AS people, sum(lines)::int AS lines FROM (
         SELECT kind, "userId", count(*) AS lines FROM sync_plan_line WHERE "runId" = $1 GROUP BY kind, "userId"
       ) p GROUP BY kind`,
      [run],
    ),
    db.pool.query<{ people: number }>(
      `SELECT count(*)::int AS people FROM (SELECT DISTINCT "userId" FROM sync_plan_line WHERE "runId" = $1) p`,
      [run],
    ),
  ]);
  const none = { removed: 0, restored: 0, updated: 0, supervisor: 0, membership: 0, created: 0 };
  return {
    people: people.rows[0]?.people ?? 0,
    lines: kinds.rows.reduce((sum, { lines }) => sum + lines, 0),
    kinds: { ...none, ...Object.fromEntries(kinds.rows.map((row) => [row.kind, row.people])) },
  };
}
