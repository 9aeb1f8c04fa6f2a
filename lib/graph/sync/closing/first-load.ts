import type pg from "pg";
import type { PeopleCounts } from "../counts.ts";
import { supervisorSql, userSql } from "../staging/columns.ts";
import type { Change } from "./change.ts";

/* The closing transaction's part for people when the mirror has none: nothing to compare with, only rows to put in. */

export async function hasNobody(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query("SELECT 1 FROM microsoft_graph_user LIMIT 1");
  return rows.length === 0;
}

/** Shows the staged people, with their supervisors and one line of history each. */
export async function showFirstPeople(client: pg.ClientBase, { run, at }: Change): Promise<PeopleCounts> {
  // The order of ids is the order of the primary keys, which grow at one end instead of all over.
  const people = await client.query(
    `INSERT INTO microsoft_graph_user (id, ${userSql.list}, "firstSeenAt", "changedAt")
     SELECT id, ${userSql.list}, $1, $1 FROM sync_staged_user ORDER BY id`,
    [at],
  );
  const supervisors = await client.query(
    `INSERT INTO microsoft_graph_user_supervisor ("userId", ${supervisorSql.list}, "changedAt")
     SELECT id, ${supervisorSql.list}, $1 FROM sync_staged_user WHERE "supervisorId" IS NOT NULL ORDER BY id`,
    [at],
  );
  await client.query(
    `INSERT INTO microsoft_graph_user_change ("runId", "userId", at, kind)
     SELECT $1, id, $2, 'created' FROM sync_staged_user ORDER BY id`,
    [run, at],
  );
  return {
    created: people.rowCount ?? 0,
    supervisorsSet: supervisors.rowCount ?? 0,
    updated: 0,
    unchanged: 0,
    restored: 0,
    supervisorsCleared: 0,
  };
}
