import type pg from "pg";
import type { Database } from "../db/database.ts";
import type { ProblemKind } from "./model.ts";
import { presenceOf } from "./supervision.ts";
import { type Span, spansOf, type TreeNode } from "./supervision-tree.ts";

/*
 * How many people are below whom cannot be asked of a million rows for each page, so it is worked out once after each
 * run and kept in `supervisor_span`: a row for each supervisor, with everything that lists show of them.
 */

/** The numbers of everybody's spans. */
export type SpanSummary = {
  supervisors: number;
  /** How many supervise 1 to 3, 4 to 7, 8 to 15 and more live people directly. */
  sizes: { few: number; some: number; many: number; most: number };
  /** The live person with nobody above and the most people below; null when nobody is at the top. */
  top: string | null;
  /** What the quality report counts: circles of two and more, supervisors of each kind, and people without one. */
  problems: Record<ProblemKind, number>;
};

type Row = TreeNode & {
  displayName: string | null;
  userPrincipalName: string | null;
  jobTitle: string | null;
  department: string | null;
  accountEnabled: boolean | null;
  presence: string;
  type: string;
};

const refreshing = new WeakMap<pg.Pool, Promise<SpanSummary>>();

/** The summary, after the spans were brought up to date if the mirror has changed since. At rest that is one short query. */
export async function currentSpans({ db }: { db: Database }): Promise<SpanSummary> {
  const { rows } = await db.pool.query<{ isCurrent: boolean; summary: SpanSummary }>(
    `SELECT summary, "asOf" = (${newestChange}) AS "isCurrent" FROM supervisor_span_summary`,
  );
  if (rows[0]?.isCurrent) return rows[0].summary;
  // One refresh per process: those who wait for it must not take all connections of the pool.
  const begun = refreshing.get(db.pool) ?? refreshSpans(db).finally(() => refreshing.delete(db.pool));
  refreshing.set(db.pool, begun);
  return begun;
}

// All are read from one end of an index. The run is among them for those whom retention deletes: they leave no trace.
const newestChange = `
  SELECT concat_ws(' ', (SELECT max("changeSeq") FROM microsoft_graph_user),
    (SELECT max("changeSeq") FROM microsoft_graph_user_supervisor),
    (SELECT max(id) FROM microsoft_graph_user_change),
    (SELECT id FROM sync_run WHERE "finishedAt" IS NOT NULL ORDER BY id DESC LIMIT 1), 'first')`;

/** Supervisors of live people with what is shown of them; a name Graph gave with the supervision stands in for a row. */
const supervisors = `
  SELECT g.id, g.people, p."supervisorId" AS parent,
    coalesce(d."supervisorDisplayName", s."displayName") AS "displayName",
    coalesce(d."supervisorUserPrincipalName", s."userPrincipalName") AS "userPrincipalName",
    s."jobTitle", s.department, s."accountEnabled", ${presenceOf("s").text} AS presence,
    coalesce(d."supervisorType", 'user') AS type
  FROM (
    SELECT r."supervisorId" AS id, count(*)::int AS people
    FROM microsoft_graph_user_supervisor r
    JOIN microsoft_graph_user u ON u.id = r."userId" AND u."deletedAt" IS NULL
    GROUP BY r."supervisorId"
  ) g
  LEFT JOIN microsoft_graph_user s ON s.id = g.id
  LEFT JOIN microsoft_graph_user_supervisor p ON p."userId" = g.id AND s."deletedAt" IS NULL
  LEFT JOIN LATERAL (
    SELECT r."supervisorDisplayName", r."supervisorUserPrincipalName", r."supervisorType"
    FROM microsoft_graph_user_supervisor r
    WHERE r."supervisorId" = g.id AND (s.id IS NULL OR s."deletedAt" IS NOT NULL)
    ORDER BY r."changeSeq" DESC LIMIT 1
  ) d ON TRUE`;

const lock = "hashtext('rollcall supervisor spans')";

/** The lock comes before the transaction, whose first statement fixes what it sees: whoever waited sees what was made. */
async function refreshSpans(db: Database): Promise<SpanSummary> {
  const client = await db.pool.connect();
  let failure: Error | undefined;
  try {
    await client.query(`SELECT pg_advisory_lock(${lock})`);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const summary = await rewriteSpans(client);
    await client.query("COMMIT");
    await client.query(`SELECT pg_advisory_unlock(${lock})`);
    return summary;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed is closed, and its lock and transaction with it.
    client.release(failure);
  }
}

async function rewriteSpans(client: pg.ClientBase): Promise<SpanSummary> {
  const known = await client.query<{ asOf: string; isCurrent: boolean; summary: SpanSummary | null }>(
    `SELECT n."asOf", coalesce(s."asOf" = n."asOf", FALSE) AS "isCurrent", s.summary
     FROM (${newestChange} AS "asOf") n LEFT JOIN supervisor_span_summary s ON TRUE`,
  );
  const before = known.rows[0];
  if (before?.isCurrent && before.summary) return before.summary;
  const { rows } = await client.query<Row>(supervisors);
  const spans = spansOf(rows);
  await writeSpans(client, { rows, spans });
  const summary = summaryOf({ rows, spans, missing: await writeMissing(client) });
  await client.query(
    `INSERT INTO supervisor_span_summary ("asOf", summary) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET "asOf" = EXCLUDED."asOf", summary = EXCLUDED.summary`,
    [before?.asOf, JSON.stringify(summary)],
  );
  return summary;
}

const columns = [
  ...[
    '"displayName" text',
    '"userPrincipalName" text',
    '"jobTitle" text',
    "department text",
    '"accountEnabled" boolean',
  ],
  ...["presence text", "type text", "people int", "below int", "levels int", '"isTop" boolean', "circle text"],
  '"circlePeople" text[]',
];
const names = columns.map((column) => column.split(" ")[0]);
const atOnce = 5_000;

/** Writes only what is another than before, since after most runs nearly nothing is. */
async function writeSpans(
  client: pg.ClientBase,
  { rows, spans }: { rows: Row[]; spans: Map<string, Span> },
): Promise<void> {
  for (let start = 0; start < rows.length; start += atOnce) {
    const part = rows.slice(start, start + atOnce).map((row) => ({ ...row, ...spans.get(row.id) }));
    await client.query(
      `INSERT INTO supervisor_span AS s (id, ${names})
       SELECT i.id, ${names.map((name) => `i.${name}`)} FROM json_to_recordset($1::json) AS i(id text, ${columns})
         LEFT JOIN supervisor_span o ON o.id = i.id
       WHERE o.id IS NULL OR (${names.map((name) => `o.${name}`)}) IS DISTINCT FROM (${names.map((name) => `i.${name}`)})
       ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = EXCLUDED.${name}`)}`,
      [JSON.stringify(part)],
    );
  }
  await client.query(
    `DELETE FROM supervisor_span s WHERE NOT EXISTS (SELECT FROM unnest($1::text[]) AS k(id) WHERE k.id = s.id)`,
    [rows.map((row) => row.id)],
  );
}

/** @returns how many live people nobody supervises */
async function writeMissing(client: pg.ClientBase): Promise<number> {
  const missing = `SELECT u.id FROM microsoft_graph_user u WHERE u."deletedAt" IS NULL
    AND NOT EXISTS (SELECT FROM microsoft_graph_user_supervisor r WHERE r."userId" = u.id)`;
  await client.query(
    `DELETE FROM supervisor_missing m
     WHERE EXISTS (SELECT FROM microsoft_graph_user_supervisor r WHERE r."userId" = m.id)
       OR NOT EXISTS (SELECT FROM microsoft_graph_user u WHERE u.id = m.id AND u."deletedAt" IS NULL)`,
  );
  await client.query(`INSERT INTO supervisor_missing (id) ${missing} ON CONFLICT DO NOTHING`);
  const { rows } = await client.query<{ count: number }>("SELECT count(*)::int AS count FROM supervisor_missing");
  return rows[0]?.count ?? 0;
}

function summaryOf({ rows, spans, missing }: { rows: Row[]; spans: Map<string, Span>; missing: number }): SpanSummary {
  const supervising = (least: number, most = Number.POSITIVE_INFINITY) =>
    rows.filter(({ people }) => people >= least && people <= most).length;
  const having = (isSo: (row: Row) => boolean) => rows.filter(isSo).length;
  const circles = [...spans.values()].filter(({ circlePeople }) => circlePeople.length > 0);
  const top = topOf({ rows, spans });
  return {
    supervisors: rows.length,
    sizes: { few: supervising(1, 3), some: supervising(4, 7), many: supervising(8, 15), most: supervising(16) },
    top,
    problems: {
      circle: circles.filter(({ circlePeople }) => circlePeople.length > 1).length,
      self: circles.filter(({ circlePeople }) => circlePeople.length === 1).length,
      removed: having(({ presence }) => presence === "removed"),
      disabled: having(({ presence, accountEnabled }) => presence === "live" && accountEnabled === false),
      outside: having(({ presence, type }) => presence === "outside" && type !== "orgContact"),
      contact: having(({ presence, type }) => presence === "outside" && type === "orgContact"),
      "nobody-above": missing - (top === null ? 0 : 1),
    },
  };
}

/** Of several with as many people below, the lowest id: the answer must not change from run to run. */
function topOf({ rows, spans }: { rows: Row[]; spans: Map<string, Span> }): string | null {
  let best: { id: string; below: number } | undefined;
  for (const { id, presence, parent } of rows) {
    const below = spans.get(id)?.below ?? 0;
    if (presence !== "live" || parent !== null) continue;
    if (!best || below > best.below || (below === best.below && id < best.id)) best = { id, below };
  }
  return best?.id ?? null;
}
