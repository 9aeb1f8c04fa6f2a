import type { Readable } from "node:stream";
import type pg from "pg";
import { to } from "pg-copy-streams";
import type { Database } from "../../../db/database.ts";
import { groupSql, supervisorSql, userSql } from "./columns.ts";
import type { Memberships } from "./memberships.ts";
import { digestSql } from "./row-text.ts";
import type { StagedObjects } from "./staged-objects.ts";
import { rulesOfRows } from "./user-texts.ts";

/* What the mirror holds when a run begins: nobody else writes it while the run has the lease. */

const personColumns = `
  u.id, u."deletedAt" IS NULL AS "isLive", ${digestSql(`${userSql.of("u")}, ${supervisorSql.of("s")}`)} AS digest`;
const peopleRows = `
  microsoft_graph_user u LEFT JOIN microsoft_graph_user_supervisor s ON s."userId" = u.id`;

const notedTexts = `sync_user_text t ON t.id = u.id AND t.rules = ${rulesOfRows}`;

const notedPeopleSql = `
  SELECT u.id, u."deletedAt" IS NULL, coalesce(encode(t."rowDigest", 'hex'), ''), coalesce(encode(t."textDigest", 'hex'), '')
  FROM microsoft_graph_user u LEFT JOIN ${notedTexts}`;

// Of people who are gone nothing is noted, and nothing compared.
const otherwisePeopleSql = `
  SELECT id, "isLive", digest FROM (
    SELECT ${personColumns}, encode(t."rowDigest", 'hex') AS noted
    FROM ${peopleRows} LEFT JOIN ${notedTexts} WHERE u."deletedAt" IS NULL
  ) AS row WHERE noted IS DISTINCT FROM digest`;

const knownGroupsSql = `
  SELECT g.id, g."deletedAt" IS NULL AS "isLive", ${digestSql(groupSql.of("g"))} AS digest FROM microsoft_graph_group g`;

/**
 * Enters everyone the mirror has, removed people included, with the digest that was noted of their row. Whether it still
 * is the row's is for `correctPeople` to say: taking the digests of all rows takes as long as reading the directory.
 */
export async function knowPeople(client: pg.ClientBase, people: StagedObjects): Promise<void> {
  const { rows } = await client.query<{ about: number }>(
    "SELECT greatest(0, reltuples)::int AS about FROM pg_class WHERE oid = 'microsoft_graph_user'::regclass",
  );
  people.reserve(Math.ceil((rows[0]?.about ?? 0) * 1.05));
  await eachRow(client, notedPeopleSql, ([id = "", isLive, digest = "", text]) => {
    people.know(id, { isLive: isLive === "t", digest, text });
  });
}

/**
 * Puts right what was noted of rows that are otherwise: changed by hand, or written without a note. On a connection of
 * its own, so that PostgreSQL looks at its rows while pages of the directory come in.
 */
export async function correctPeople(db: Database, people: StagedObjects): Promise<void> {
  const client = await db.pool.connect();
  try {
    // UTC: see `digestSql`. The processors have little else to do, and few rows are told.
    await client.query("SET TimeZone = 'UTC'; SET parallel_tuple_cost = 0");
    await eachRow(client, otherwisePeopleSql, ([id = "", isLive, digest = ""]) => {
      people.correct(id, { isLive: isLive === "t", digest });
    });
  } finally {
    // Closed and not given back: nobody else has asked for these settings.
    client.release(true);
  }
}

/** Enters those whom an interrupted first load has staged. */
export async function resumePeople(client: pg.ClientBase, people: StagedObjects): Promise<void> {
  await eachRow(client, "SELECT id FROM sync_staged_user", ([id = ""]) => people.resume(id));
}

/** Enters those of the given people whom the mirror has. */
export async function knowSomePeople(client: pg.ClientBase, people: StagedObjects, ids: string[]): Promise<void> {
  const { rows } = await client.query<{ id: string; isLive: boolean; digest: string }>(
    `SELECT ${personColumns} FROM ${peopleRows} WHERE u.id = ANY($1::text[])`,
    [ids],
  );
  for (const { id, ...row } of rows) people.know(id, row);
}

export async function knowGroups(client: pg.ClientBase, groups: StagedObjects): Promise<void> {
  await eachRow(client, knownGroupsSql, ([id = "", isLive, digest = ""]) => {
    groups.know(id, { isLive: isLive === "t", digest });
  });
}

export async function knowMemberships(client: pg.ClientBase, memberships: Memberships): Promise<void> {
  const query = `SELECT "groupId", "memberId", "memberType" FROM microsoft_graph_group_member`;
  await eachRow(client, query, ([groupId = "", memberId = "", type = ""]) => {
    memberships.know(groupId, memberId, { type });
  });
}

/**
 * Gives each row of a query, as its texts. COPY, because a million rows as objects of the driver would be a gigabyte; and
 * by a call, because each turn of an asynchronous generator leaves three promises behind.
 */
async function eachRow(client: pg.ClientBase, query: string, take: (fields: string[]) => void): Promise<void> {
  const stream: Readable = client.query(to(`COPY (${query}) TO STDOUT`));
  let rest = "";
  // Ids, types and digests need no unescaping.
  for await (const chunk of stream.setEncoding("utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line.split("\t"));
  }
}
