import type pg from "pg";
import type { Database } from "../db/database.ts";

type Kept = { version: string; since: number; answers: Map<string, Promise<unknown>> };

const keptOf = new WeakMap<pg.Pool, Kept>();

/** What somebody changes by hand in the database has no number; it is seen after this long. */
const longestMs = 5 * 60_000;

/** Answers kept at once: of searches there is no end. */
const mostAnswers = 500;

// A run's rows become visible with its line in the ledger. Each is one look at the end of an index.
const versionSql = `SELECT concat_ws(' ',
  (SELECT max("changeSeq") FROM microsoft_graph_user),
  (SELECT max("changeSeq") FROM microsoft_graph_user_supervisor),
  (SELECT max("changeSeq") FROM microsoft_graph_group),
  (SELECT max(id) FROM microsoft_graph_user_change),
  (SELECT id FROM sync_run WHERE "finishedAt" IS NOT NULL ORDER BY id DESC LIMIT 1)) AS version`;

/**
 * An answer about the whole mirror that is slow to find, found once for each state of the mirror and process; whoever
 * asks meanwhile waits for the same. An answer that failed is asked for again.
 */
export async function keptUntilChange<Answer>(
  { pool }: Pick<Database, "pool">,
  { name, find }: { name: string; find: () => Promise<Answer> },
): Promise<Answer> {
  const { answers } = await keptNow(pool);
  // An answer is asked for under one name by one function only, so it is of that function's type.
  const known = answers.get(name) as Promise<Answer> | undefined;
  if (known) return known;
  const asked = find();
  answers.set(name, asked);
  asked.catch(() => answers.delete(name));
  const [oldest] = answers.keys();
  if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest);
  return asked;
}

async function keptNow(pool: pg.Pool): Promise<Kept> {
  const { rows } = await pool.query<{ version: string }>(versionSql);
  const version = rows[0]?.version ?? "";
  const kept = keptOf.get(pool);
  if (kept?.version === version && Date.now() - kept.since < longestMs) return kept;
  const fresh: Kept = { version, since: Date.now(), answers: new Map() };
  keptOf.set(pool, fresh);
  return fresh;
}
