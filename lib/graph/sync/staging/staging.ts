import type pg from "pg";
import type { Database } from "../../../db/database.ts";
import { groupSql, supervisorSql, userSql } from "./columns.ts";
import { type CopyIn, copyInto } from "./copy-in.ts";
import { knowGroups, knowMemberships, knowPeople, resumePeople } from "./known-rows.ts";
import { Memberships } from "./memberships.ts";
import { StagedObjects } from "./staged-objects.ts";

/**
 * What a run has read and not yet shown. Who was seen is kept in memory, a few bytes each; rows that differ from the
 * mirror go to the tables `sync_staged_…`. Objects are compared with the mirror as they come: nobody but the run that
 * holds the lease writes the mirror, so the comparison still holds when the run closes, and a run that finds no change
 * writes no row of the mirror.
 */
export type Staging = {
  /** The connection a run asks and stages through. */
  client: pg.ClientBase;
  people: StagedObjects;
  /** Which text made which row: lines of `sync_user_text`. */
  texts: CopyIn;
  groups: StagedObjects;
  memberships: Memberships;
  /** Writes what is still collected. */
  flush(): Promise<void>;
};

/**
 * Opens the connection a run stages through; only one run stages at a time. What earlier runs left behind is forgotten by
 * `emptyStaging`.
 *
 * The planner knows nothing true about a table that is filled and emptied within minutes: believing it empty, it reads
 * all of it anew for every question of a delta run. So on this connection tables are not read from end to end.
 */
export async function openStaging(db: Database): Promise<{ client: pg.ClientBase; close(): void }> {
  const client = await db.pool.connect();
  // Closed and not given back: nobody else shall plan like this.
  const close = () => client.release(true);
  try {
    // Staging need not outlive a crash, so nobody waits for it to reach the disk. UTC: see `digestSql`.
    await client.query("SET enable_seqscan = off; SET synchronous_commit = off; SET TimeZone = 'UTC'");
    return { client, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Staging with nothing in it, also after a first attempt of the same run. */
export async function emptyStaging(client: pg.ClientBase): Promise<Staging> {
  await client.query("TRUNCATE sync_staged_user, sync_checkpoint");
  return await openTables(client);
}

/** Staging with the people that an interrupted first load has left in it. */
export async function resumedStaging(client: pg.ClientBase): Promise<Staging> {
  const staging = await openTables(client);
  await resumePeople(client, staging.people);
  return staging;
}

async function openTables(client: pg.ClientBase): Promise<Staging> {
  await client.query("TRUNCATE sync_staged, sync_staged_group, sync_staged_member");
  await client.query("DROP TABLE IF EXISTS effective");
  const copies = {
    people: copyInto(client, { table: "sync_staged_user", columns: `id, ${userSql.list}, ${supervisorSql.list}` }),
    groups: copyInto(client, { table: "sync_staged_group", columns: `id, ${groupSql.list}` }),
    memberships: copyInto(client, { table: "sync_staged_member", columns: `"groupId", "memberId", "memberType"` }),
    texts: copyInto(client, { table: "sync_user_text", columns: `id, rules, "textDigest", "rowDigest"` }),
  } satisfies Record<string, CopyIn>;
  return {
    client,
    people: new StagedObjects({ copy: copies.people }),
    texts: copies.texts,
    groups: new StagedObjects({ copy: copies.groups }),
    memberships: new Memberships({ copy: copies.memberships }),
    async flush() {
      for (const copy of Object.values(copies)) await copy.flush();
    },
  };
}

/** Learns what the mirror holds, for a run that reads everything. */
export async function knowMirror({ client, people, groups, memberships }: Staging): Promise<void> {
  await client.query("RESET enable_seqscan");
  await knowPeople(client, people);
  await knowGroups(client, groups);
  await knowMemberships(client, memberships);
}
