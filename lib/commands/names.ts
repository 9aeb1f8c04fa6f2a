import type { Context } from "../context.ts";

/**
 * Display names of people by id, for lines that hold only ids (a change of supervisor). A supervisor outside the mirror
 * is known by the copy kept beside whom they supervise; whoever is not known at all is absent.
 */
export async function namesOfPeople({ db }: Context, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await db.pool.query<{ id: string; name: string }>(
    `SELECT id, "displayName" AS name FROM microsoft_graph_user WHERE id = ANY($1::text[]) AND "displayName" IS NOT NULL
     UNION ALL
     SELECT "supervisorId", max("supervisorDisplayName") FROM microsoft_graph_user_supervisor
     WHERE "supervisorId" = ANY($1::text[]) AND "supervisorDisplayName" IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM microsoft_graph_user u WHERE u.id = "supervisorId" AND u."displayName" IS NOT NULL)
     GROUP BY "supervisorId"`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
