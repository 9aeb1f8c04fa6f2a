import type { Database } from "../db/database.ts";
import { Prisma } from "../db/generated/client.ts";
import { keptUntilChange } from "./kept-until-change.ts";
import type { Presence } from "./model.ts";
import { currentSpans } from "./spans.ts";
import { type SupervisorFilters, supervisorsCondition } from "./supervisors.ts";

type Alike = { presence: Presence; enabled: boolean | null; supervisors: number };

/** How many supervisors each value of a choice would leave, with the other choices as they are. */
export type SupervisorFacets = {
  presence: Record<Presence | "all", number>;
  enabled: Record<"yes" | "no", number>;
};

/** The counts beside the choices of the list of supervisors, counted once for each search and state of the mirror. */
export async function supervisorFacetsOf(
  { db }: { db: Database },
  { filters: { q, presence, enabled } }: { filters: SupervisorFilters },
): Promise<SupervisorFacets> {
  await currentSpans({ db });
  const tally = await keptUntilChange(db, {
    name: `tally of supervisors ${JSON.stringify(q)}`,
    async find() {
      const query = Prisma.sql`
        SELECT n.presence, n."accountEnabled" AS enabled, count(*)::int AS supervisors FROM supervisor_span n
        WHERE ${supervisorsCondition({ q, presence: "all" })} GROUP BY 1, 2`;
      return (await db.pool.query<Alike>(query.text, query.values)).rows;
    },
  });
  const sum = (counts: (alike: Alike) => boolean) =>
    tally.reduce((all, alike) => (counts(alike) ? all + alike.supervisors : all), 0);
  const withAccount = (alike: Alike) => enabled === undefined || alike.enabled === enabled;
  const present = (wanted: Presence) => sum((alike) => alike.presence === wanted && withAccount(alike));
  const standing = (wanted: boolean) =>
    sum((alike) => alike.enabled === wanted && (presence === "all" || alike.presence === presence));
  return {
    presence: {
      ...{ all: sum(withAccount), live: present("live") },
      ...{ removed: present("removed"), outside: present("outside") },
    },
    enabled: { yes: standing(true), no: standing(false) },
  };
}
