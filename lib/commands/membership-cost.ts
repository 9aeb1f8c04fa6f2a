import type { Context } from "../context.ts";
import { type ErrorReport, reportOf } from "../errors.ts";
import { countGroups } from "../graph/client/groups.ts";
import { inParallel } from "../graph/client/in-parallel.ts";
import { countDirectMembers } from "../graph/client/members.ts";
import { personWaits } from "../graph/client/waiting.ts";
import { withinSeconds } from "./within-seconds.ts";

/** What copying the memberships of all groups adds to a run that reads everything. */
export type MembershipCost =
  | {
      state: "known";
      /** Groups outside the scope. */
      groups: number;
      requests: number;
      /** At the rate of the last run that read everything; null before one succeeded. */
      milliseconds: number | null;
      /** At most: members who are not in the copy are counted too. */
      rows: number;
      /** Of how many groups the members were counted for it. */
      sampled: number;
    }
  /** Entra could not be asked; all may be chosen nevertheless. */
  | { state: "unknown"; error: ErrorReport };

const patienceSeconds = 10;
/** Counting the members of every group would cost more than reading them. */
const groupsSampled = 20;
/** How Microsoft cuts lists of members, and how many lists one request asks for (`membersOfGroups`). */
const pageSize = 999;
const listsARequest = 20;

/** Estimates the cost from Microsoft's count of groups, the sizes of a few of them, and the last full run. */
export async function membershipCost(context: Context): Promise<MembershipCost> {
  try {
    return await withinSeconds(patienceSeconds, (signal) => estimate(context, signal));
  } catch (error) {
    return { state: "unknown", error: reportOf(error) };
  }
}

async function estimate({ db, graph }: Context, signal: AbortSignal): Promise<MembershipCost> {
  const session = graph.session({ signal, longestWait: personWaits });
  const outside = await groupsOutsideScope({ db });
  const counted = await countGroups(session);
  const groups = counted === undefined ? outside.groups : Math.max(0, counted - outside.inScope);
  const sizes: number[] = [];
  const task = (id: string) => countDirectMembers(session, id);
  for await (const size of inParallel(outside.sample, { limit: 4, task })) if (size !== undefined) sizes.push(size);
  const perGroup = (of: (size: number) => number) =>
    sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + of(size), 0) / sizes.length;
  const furtherPages = perGroup((size) => Math.max(0, Math.ceil(size / pageSize) - 1));
  const requests = Math.ceil(groups / listsARequest) + Math.round(groups * furtherPages);
  const rate = await millisecondsARequest({ db });
  return {
    state: "known",
    groups,
    requests,
    milliseconds: rate === null ? null : requests * rate,
    rows: Math.round(groups * perGroup((size) => size)),
    sampled: sizes.length,
  };
}

/** How many live groups the last run found outside the scope and in it, and some of those outside. */
async function groupsOutsideScope({ db }: Pick<Context, "db">) {
  // In the order of a digest: as good as drawn by lot, and the same for whoever asks twice.
  const { rows } = await db.pool.query<{ groups: number; inScope: number; sample: string[] }>(
    `SELECT count(*) FILTER (WHERE NOT scope)::int AS groups, count(*) FILTER (WHERE scope)::int AS "inScope",
       coalesce((array_agg(id ORDER BY md5(id)) FILTER (WHERE NOT scope))[1:${groupsSampled}], '{}') AS sample
     FROM (SELECT g.id, g.id IN (SELECT unnest("groupIds") FROM sync_scope) AS scope
       FROM microsoft_graph_group g WHERE g."deletedAt" IS NULL) AS known`,
  );
  return rows[0] ?? { groups: 0, inScope: 0, sample: [] };
}

async function millisecondsARequest({ db }: Pick<Context, "db">): Promise<number | null> {
  const last = await db.prisma.syncRun.findFirst({
    where: { kind: "full", state: { in: ["succeeded", "held"] }, requests: { gt: 0 } },
    orderBy: { id: "desc" },
    select: { startedAt: true, finishedAt: true, requests: true },
  });
  if (!last?.startedAt || !last.finishedAt) return null;
  return (last.finishedAt.getTime() - last.startedAt.getTime()) / last.requests;
}
