import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import type { PersonReference } from "./model.ts";
import { presenceOf, type SupervisionRow, supervisionColumns, supervisorOf } from "./supervision.ts";

/** Higher than any organisation; a chain this long is cut there. */
const highest = 100;

export type SupervisorChain = {
  /** From the top of the organisation down to the direct supervisor; empty when nobody supervises the person. */
  supervisors: PersonReference[];
  /** True when the chain has no top because it comes back to somebody in it: two people who supervise each other. */
  circular: boolean;
};

/** Who supervises a person, who supervises that one, and so on. */
export async function supervisorChain({ db }: { db: Database }, { id }: { id: string }): Promise<SupervisorChain> {
  const query = Prisma.sql`
    WITH RECURSIVE chain AS (
      SELECT ${id}::text AS id, 0 AS height
      UNION ALL
      SELECT r."supervisorId", c.height + 1
      FROM chain c JOIN microsoft_graph_user_supervisor r ON r."userId" = c.id WHERE c.height < ${highest}
    ) CYCLE id SET circular USING path
    SELECT ${supervisionColumns}, ${presenceOf("s")} AS "supervisorPresence", n.circular
    FROM chain c
    JOIN microsoft_graph_user_supervisor r ON r."userId" = c.id
    JOIN chain n ON n.height = c.height + 1
    LEFT JOIN microsoft_graph_user s ON s.id = r."supervisorId"
    ORDER BY c.height DESC`;
  const { rows } = await db.pool.query<SupervisionRow & { circular: boolean }>(query.text, query.values);
  const straight = rows.filter((row) => !row.circular);
  return {
    supervisors: straight.map(supervisorOf).filter((supervisor) => supervisor !== undefined),
    circular: straight.length < rows.length,
  };
}
