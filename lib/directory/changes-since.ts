import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Change } from "./change.ts";
import type { Person } from "./model.ts";
import { personColumns } from "./users.ts";

/** A removal: which run, when, and why (`left-group`, `account-deleted`). Null where the history does not say. */
export type Removal = { run: number | null; at: Date | null; reason: string | null };

export type LaterChange = Omit<Change, "id"> & { run: number; at: Date };

/** A person now, and everything that happened to them after a moment. */
export type PersonSince = {
  person: Person;
  supervisorId: string | null;
  /** Groups they are a direct member of now. */
  groupIds: string[];
  /** Newest first. */
  later: LaterChange[];
  /** The last removal at or before the moment, whether or not they came back before it. */
  removedBefore: Removal | null;
};

type Row = Person & {
  supervisorId: string | null;
  groupIds: string[];
  later: (Omit<LaterChange, "at"> & { at: string })[];
  removedBefore: (Omit<Removal, "at"> & { at: string }) | null;
};

/**
 * Read by one statement, so that a run that closes meanwhile is in all of it or in nothing. Undefined when the mirror
 * does not hold the person.
 *
 * Later is what was written after the last line of that moment: lines are written in the order of the runs, while a
 * clock may have been set back between two of them.
 */
export async function readPersonSince(
  { db }: { db: Database },
  { id, at }: { id: string; at: Date },
): Promise<PersonSince | undefined> {
  const query = Prisma.sql`
    SELECT ${personColumns}, r."supervisorId",
      ARRAY(SELECT m."groupId" FROM microsoft_graph_group_member m WHERE m."memberId" = u.id) AS "groupIds",
      coalesce((SELECT json_agg(
          json_build_object('run', c."runId", 'at', c.at, 'kind', c.kind, 'field', c.field, 'before', c.before, 'after', c.after)
          ORDER BY c.id DESC)
        FROM microsoft_graph_user_change c WHERE c."userId" = u.id AND c.id > last.id), '[]') AS later,
      (SELECT json_build_object('run', c."runId", 'at', c.at, 'reason', c.after)
        FROM microsoft_graph_user_change c WHERE c."userId" = u.id AND c.kind = 'removed' AND c.id <= last.id
        ORDER BY c.id DESC LIMIT 1) AS "removedBefore"
    FROM microsoft_graph_user u
    CROSS JOIN LATERAL (
      SELECT coalesce(max(l.id), 0) AS id FROM microsoft_graph_user_change l WHERE l."userId" = u.id AND l.at <= ${at}
    ) last
    LEFT JOIN microsoft_graph_user_supervisor r ON r."userId" = u.id
    WHERE u.id = ${id}`;
  const { rows } = await db.pool.query<Row>(query.text, query.values);
  const [row] = rows;
  if (!row) return undefined;
  const { supervisorId, groupIds, later, removedBefore, ...person } = row;
  return {
    person,
    supervisorId,
    groupIds,
    later: later.map((change) => ({ ...change, at: new Date(change.at) })),
    removedBefore: removedBefore && { ...removedBefore, at: new Date(removedBefore.at) },
  };
}
