import { createHash } from "node:crypto";
import type pg from "pg";
import type { Database } from "../../db/database.ts";
import { type DeltaCollection, linkFromNow, trackedProperties } from "../client/delta.ts";
import type { GraphSession } from "../client/graph.ts";
import { wholeRunKinds } from "./ledger.ts";
import type { ResolvedScope } from "./scope.ts";

/** Where the next delta run goes on. */
export type Cursors = Record<DeltaCollection, string>;

/** What a run asks for: `delta` where that is sound, or everything anew. */
export type RequestedKind = "delta" | "full" | "preview";

/** How a run reads, and why. */
export type ReadingPlan =
  | { kind: "delta"; cursors: Cursors; reason: string }
  /** `isFirst`: no run has ever shown anything. */
  | { kind: "full"; reason: string; isFirst: boolean };

// Microsoft keeps directory tokens for seven days (delta query overview); a day is left for a run that starts late.
const oldestMs = 6 * 24 * 3_600_000;

/** Whether this run may go on from the last one's links, with the reason that the ledger tells. */
export async function planReading(
  db: Database,
  {
    requested,
    plan,
    reason,
    scope,
    at,
  }: { requested: RequestedKind; plan?: number; reason?: string; scope: ResolvedScope; at: Date },
): Promise<ReadingPlan> {
  const full = (why: string): ReadingPlan => ({ kind: "full", reason: why, isFirst: false });
  // Not taken up from an interrupted first load: what that has read may be as old as the plan.
  if (plan !== undefined) return full(`plan of run ${plan}`);
  if (await isFirstRun(db)) return { kind: "full", reason: firstRun, isFirst: true };
  if (requested === "preview") return full("a preview reads everything");
  if (requested === "full") return full(reason ?? "a full run was asked for");
  const rows = await db.prisma.syncCursor.findMany();
  const users = rows.find((row) => row.collection === "users");
  const groups = rows.find((row) => row.collection === "groups");
  if (!users || !groups) return full("no delta link is stored");
  const last = await db.prisma.syncScope.findFirst({ select: { memberships: true } });
  if (last && last.memberships !== scope.memberships) return full("other memberships are to be copied");
  const wanted = fingerprintOf(scope);
  if ([users, groups].some((row) => row.fingerprint !== wanted)) return full("the scope or the list of fields changed");
  const oldest = Math.min(users.takenAt.getTime(), groups.takenAt.getTime());
  if (at.getTime() - oldest > oldestMs) return full("the delta link is older than 6 days");
  return {
    kind: "delta",
    cursors: { users: users.link, groups: groups.link },
    reason: `changes since run ${users.runId}`,
  };
}

export const firstRun = "first run";

/** Whether no run has ever shown anything. */
export async function isFirstRun(db: Database): Promise<boolean> {
  const earlier = await db.prisma.syncRun.findFirst({
    where: { state: { in: ["succeeded", "held"] }, kind: { in: wholeRunKinds } },
    select: { id: true },
  });
  return earlier === null;
}

/**
 * The links from which the next run may go on, taken before a full reading begins. A tenant that gives none (a B2C
 * tenant has no delta) gets full runs only: undefined.
 */
export async function cursorsFromNow(session: GraphSession): Promise<Cursors | undefined> {
  try {
    const [users, groups] = await Promise.all([linkFromNow(session, "users"), linkFromNow(session, "groups")]);
    return { users, groups };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  const status = (error as { status?: number }).status;
  return status !== undefined && [400, 404, 405, 501].includes(status);
}

/** Stores the links in the transaction that shows what was read up to them; without links, forgets the old ones. */
export async function writeCursors(
  client: pg.ClientBase,
  { run, scope, cursors, at }: { run: number; scope: ResolvedScope; cursors: Cursors | undefined; at: Date },
): Promise<void> {
  await client.query("DELETE FROM sync_cursor");
  if (!cursors) return;
  await client.query(
    `INSERT INTO sync_cursor (collection, link, fingerprint, "takenAt", "runId")
     VALUES ('users', $1, $3, $4, $5), ('groups', $2, $3, $4, $5)`,
    [cursors.users, cursors.groups, fingerprintOf(scope), at, run],
  );
}

/** What a stored link or place is only good for: this tenant, scope and list of fields. */
export function fingerprintOf(scope: ResolvedScope): string {
  const tracked = [trackedProperties("users", scope), trackedProperties("groups", scope)];
  const parts = [scope.tenantId, scope.group?.id ?? "*", ...tracked];
  // Not where it is the scope: links of installations that never heard of the choice stay good.
  if (scope.memberships === "all") parts.push("memberships of all groups");
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
