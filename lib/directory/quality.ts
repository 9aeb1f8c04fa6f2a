import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { listPage, type Page, type Place } from "./keyset.ts";
import type { PersonReference, Presence, ProblemKind } from "./model.ts";
import { type Listing, wholeList } from "./page-query.ts";
import { currentSpans } from "./spans.ts";
import { streamRows } from "./stream.ts";
import { supervisionColumns, supervisionJoins } from "./supervision.ts";

/** Somebody the quality report names: the supervisor to look at, or the person who has none. */
export type Problem = {
  id: string;
  displayName: string | null;
  userPrincipalName: string | null;
  jobTitle: string | null;
  department: string | null;
  presence: Presence;
  /** Live people directly below; 0 for a person without a supervisor who supervises nobody. */
  people: number;
  /** Of a circle: the people in it, each followed by their supervisor, as many as a page shows. */
  circle: PersonReference[];
  /** Of a circle: how many people it is made of. */
  circleSize: number;
};

/** A person whose supervisor is to be looked at in Entra. */
export type ProblemLine = {
  id: string;
  userPrincipalName: string | null;
  displayName: string | null;
  jobTitle: string | null;
  department: string | null;
  supervisorId: string | null;
  supervisorDisplayName: string | null;
  supervisorUserPrincipalName: string | null;
};

const conditions: Record<Exclude<ProblemKind, "nobody-above">, Prisma.Sql> = {
  circle: Prisma.sql`cardinality(n."circlePeople") > 1`,
  self: Prisma.sql`cardinality(n."circlePeople") = 1`,
  removed: Prisma.sql`n.presence = 'removed'`,
  disabled: Prisma.sql`n.presence = 'live' AND n."accountEnabled" IS FALSE`,
  outside: Prisma.sql`n.presence = 'outside' AND n.type <> 'orgContact'`,
  contact: Prisma.sql`n.presence = 'outside' AND n.type = 'orgContact'`,
};

/** A circle may be as long as the organisation is deep; a page names its beginning. */
const mostNamed = 12;

/**
 * One page of a part of the quality report by name; a circle stands in it once.
 *
 * @throws AppError `bad-input` for a cursor of another list.
 */
export async function listProblems(
  { db }: { db: Database },
  { kind, place, limit }: { kind: ProblemKind; place: Place; limit: number },
): Promise<Page<Problem>> {
  const { top } = await currentSpans({ db });
  const listing: Listing = {
    source: sourceOf(kind, { top }),
    keyType: "text",
    sort: `quality ${kind}`,
    direction: "asc",
    columns: Prisma.sql`
      p.id, coalesce(n."displayName", u."displayName") AS "displayName", u."jobTitle", u.department,
      coalesce(n."userPrincipalName", u."userPrincipalName") AS "userPrincipalName",
      coalesce(n.presence, 'live') AS presence, coalesce(n.people, 0) AS people,
      coalesce(cardinality(n."circlePeople"), 0) AS "circleSize", n."circlePeople"[1:${mostNamed}] AS named`,
    joins: Prisma.sql`
      LEFT JOIN supervisor_span n ON n.id = p.id LEFT JOIN microsoft_graph_user u ON u.id = p.id`,
    extent: kind === "nobody-above" ? { from: everybody, alias: "u", condition: hasNobody({ top }) } : "few",
  };
  const page = await listPage<Omit<Problem, "circle"> & { named: string[] | null }>(db, { listing, place, limit });
  const people = await namesOf(
    db,
    page.rows.flatMap(({ named }) => named ?? []),
  );
  const circleOf = (named: string[] | null) => (named ?? []).flatMap((id) => people.get(id) ?? []);
  return { ...page, rows: page.rows.map(({ named, ...row }) => ({ ...row, circle: circleOf(named) })) };
}

function sourceOf(kind: ProblemKind, { top }: { top: string | null }): Prisma.Sql {
  if (kind !== "nobody-above") {
    return Prisma.sql`
      SELECT n.id, coalesce(n."displayName", '') COLLATE "und-x-icu" AS key FROM supervisor_span n
      WHERE ${conditions[kind]}`;
  }
  return Prisma.sql`SELECT u.id, ${userKey} AS key FROM microsoft_graph_user u WHERE ${hasNobody({ top })}`;
}

/** The index on names is on this very expression. */
const userKey = Prisma.sql`coalesce(u."displayName", '') COLLATE "und-x-icu"`;
const everybody = Prisma.sql`SELECT u.id, ${userKey} AS key FROM microsoft_graph_user u`;

function hasNobody({ top }: { top: string | null }): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM supervisor_missing m WHERE m.id = u.id) AND u.id IS DISTINCT FROM ${top}::text`;
}

async function namesOf(db: Database, ids: string[]): Promise<Map<string, PersonReference>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.pool.query<PersonReference>(
    `SELECT id, "displayName", "userPrincipalName", presence FROM supervisor_span WHERE id = ANY($1::text[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everybody whose supervisor is to be looked at: of a circle all people in it, of a supervisor all they supervise. */
export async function* streamProblems(
  { db }: { db: Database },
  { kind }: { kind: ProblemKind },
): AsyncGenerator<ProblemLine> {
  const { top } = await currentSpans({ db });
  const query = wholeList({
    source: peopleOf(kind, { top }),
    keyType: "text",
    direction: "asc",
    columns: Prisma.sql`u.id, u."userPrincipalName", u."displayName", u."jobTitle", u.department, ${supervisionColumns}`,
    joins: Prisma.sql`JOIN microsoft_graph_user u ON u.id = p.id ${supervisionJoins}`,
  });
  yield* streamRows<ProblemLine>(db, query);
}

/** In the order of circles and of supervisors, so that what belongs together stands together. */
function peopleOf(kind: ProblemKind, { top }: { top: string | null }): Prisma.Sql {
  if (kind === "nobody-above") return sourceOf(kind, { top });
  if (kind === "circle" || kind === "self") {
    return Prisma.sql`
      SELECT i.id, n.id || to_char(i.place, '000000000') AS key
      FROM supervisor_span n CROSS JOIN unnest(n."circlePeople") WITH ORDINALITY AS i(id, place) WHERE ${conditions[kind]}`;
  }
  return Prisma.sql`
    SELECT u.id, n.id || coalesce(u."displayName", '') COLLATE "und-x-icu" AS key
    FROM supervisor_span n JOIN microsoft_graph_user_supervisor f ON f."supervisorId" = n.id
    JOIN microsoft_graph_user u ON u.id = f."userId" AND u."deletedAt" IS NULL WHERE ${conditions[kind]}`;
}
