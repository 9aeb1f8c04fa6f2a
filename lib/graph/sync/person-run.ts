import type pg from "pg";
import type { CopiedMemberships, RemovalGuard } from "../../config/config.ts";
import type { Context } from "../../context.ts";
import type { Database } from "../../db/database.ts";
import { AppError } from "../../errors.ts";
import { effectiveSettings } from "../../settings/effective-settings.ts";
import type { GraphSession } from "../client/graph.ts";
import type { MembershipState } from "../client/membership.ts";
import { anyWaiting, countLivePeople } from "./closing/held.ts";
import { removePeople, renameSupervisors, writePeople } from "./closing/mirror.ts";
import { writeMemberships } from "./closing/mirror-memberships.ts";
import { noCounts } from "./counts.ts";
import { isFirstRun } from "./cursor.ts";
import { type Holder, holdLease, type Lease, takeLease } from "./lease.ts";
import { closeRun, recordProgress, type Usage } from "./ledger.ts";
import { Phases } from "./phases.ts";
import type { Reading } from "./reading/read.ts";
import { readPerson } from "./reading/read-person.ts";
import { exceedsGuard, type Removal } from "./removals.ts";
import { closeFailed, reasonOf } from "./run.ts";
import { type ResolvedScope, resolveScope } from "./scope.ts";
import { emptyStaging, openStaging, type Staging } from "./staging/staging.ts";
import { inTransaction } from "./transaction.ts";

/** Why somebody who is gone was left in the copy: the guard asks a person, or a held run already does. */
export type KeptBecause = "guard" | "waiting";

export type PersonRunOutcome =
  /** Also for a run that failed: then the ledger says how, and there is no verdict. */
  | { state: "ended"; run: number; verdict?: MembershipState; kept?: KeptBecause }
  | { state: "busy"; holder: Holder }
  /** No run has read the scope yet. */
  | { state: "too-early" };

/**
 * Brings one person of the copy up to date, in a turn and with a line of the ledger of its own. What a run of everybody
 * goes on from (delta links, scope, recycle bin) stays as it is: the next one is told of the same change again and finds
 * it done. So do removals that wait for a yes.
 */
export async function runForPerson(
  context: Context,
  { id, requestedBy, longestWait, ...request }: PersonRequest,
): Promise<PersonRunOutcome> {
  const { db, now } = context;
  if (await isFirstRun(db)) return { state: "too-early" };
  const taken = await takeLease(db, { kind: "person", requestedBy, at: now(), actor: context.actor });
  if (taken.state === "busy") return taken;
  if (taken.state === "gone") throw new AppError("internal", "A run of one person is never queued.");
  const { lease } = taken;
  const signal = request.signal ? AbortSignal.any([lease.signal, request.signal]) : lease.signal;
  const session = context.graph.session({ signal, longestWait });
  try {
    return { state: "ended", run: lease.run, ...(await readAndClose(context, { id, lease, session, signal })) };
  } catch (error) {
    await closeFailed(context, { run: lease.run, error: reasonOf(error, signal), usage: session.usage });
    return { state: "ended", run: lease.run };
  } finally {
    await lease.release();
  }
}

export type PersonRequest = {
  /** Graph object id, in lower case. */
  id: string;
  requestedBy: string;
  signal?: AbortSignal;
  /** How long Microsoft may ask to wait before the run gives up, in ms: somebody sits in front of it. */
  longestWait?: number;
};

async function readAndClose(
  context: Context,
  {
    id,
    lease,
    session: everything,
    signal,
  }: { id: string; lease: Lease<"person">; session: GraphSession; signal: AbortSignal },
): Promise<{ verdict: MembershipState; kept?: KeptBecause }> {
  const { db, now } = context;
  const { run } = lease;
  const settings = await effectiveSettings(context);
  const session = everything.leavingOut(settings.leftOut.value);
  const scope = await resolveScope(db, session, { groupSetting: settings.groupToSync.value });
  const memberships = await copiedMemberships(db, scope);
  await noteScope(db, { run, scope });
  const { client, close } = await openStaging(db);
  try {
    const staging = await emptyStaging(client);
    const phases = new Phases();
    const report: Reading["report"] = (phase, done, total) => {
      const progress = { phase, done, total };
      const soFar = phases.note(progress, { at: performance.now() });
      return recordProgress(db, run, { progress, phases: soFar, usage: session.usage });
    };
    const reading = { staging, session, run, report };
    const { verdict, received } = await readPerson(reading, { id, groupId: scope.group?.id, memberships });
    signal.throwIfAborted();
    const guard = settings.removalGuard.value;
    const kept = await show(db, { id, run, scope, staging, verdict, received, guard, usage: session.usage, at: now() });
    return { verdict, kept };
  } finally {
    close();
  }
}

/**
 * Of which groups the memberships of the rest of the copy are. That is of the group that the last run read: people of two
 * groups would stand side by side.
 */
async function copiedMemberships({ prisma }: Database, scope: ResolvedScope): Promise<CopiedMemberships> {
  const known = await prisma.syncScope.findFirst();
  if (known?.tenantId === scope.tenantId && known.groupId === (scope.group?.id ?? null)) {
    return known.memberships === "all" ? "all" : "scope";
  }
  throw new AppError(
    "group-changed",
    "Another group is to be synced than the last run read. Start a sync, which reads everybody of it.",
  );
}

async function noteScope(db: Database, { run, scope }: { run: number; scope: ResolvedScope }): Promise<void> {
  await db.prisma.syncRun.update({
    where: { id: run },
    data: {
      reason: "one person",
      tenantId: scope.tenantId,
      groupId: scope.group?.id ?? null,
      groupDisplayName: scope.group ? scope.group.displayName : "every user of the directory",
    },
  });
}

type Found = {
  id: string;
  run: number;
  scope: ResolvedScope;
  staging: Staging;
  verdict: MembershipState;
  received: number;
  guard: RemovalGuard;
  usage: Usage;
  at: Date;
};

/** The closing transaction: the person, the history and the ledger change together. */
async function show(db: Database, found: Found): Promise<KeptBecause | undefined> {
  const { run, staging, verdict, scope, received, usage, at } = found;
  return await inTransaction(db, async (client) => {
    await holdLease(client, run);
    const people = await writePeople(client, { run, at }, { staging });
    const removal = await removeProved(client, found);
    // Somebody whose account is deleted keeps the memberships (writeMemberships), so nothing of them was read.
    const membershipChanges =
      verdict === "account-missing" ? 0 : await writeMemberships(client, { run, at }, { removals: [], staging });
    await renameSupervisors(client, { run, at });
    const counts = { ...noCounts, read: received, ...people, removed: removal.removed };
    const proof = { roles: scope.roles, askedById: 0, onePerson: true } as const;
    await closeRun(client, run, { state: "succeeded", counts, membershipChanges, proof, usage, at });
    await client.query("TRUNCATE sync_staged, sync_staged_user, sync_staged_group, sync_staged_member");
    await client.query(`DELETE FROM sync_lease WHERE "runId" = $1`, [run]);
    return removal.kept;
  });
}

/**
 * Removes the person when Graph said that they are gone. Where a run of everybody would ask a person first, nobody goes
 * here either: the next such run asks.
 */
async function removeProved(
  client: pg.ClientBase,
  { id, run, verdict, guard, at }: Found,
): Promise<{ removed: number; kept?: KeptBecause }> {
  if (verdict === "member") return { removed: 0 };
  const { rowCount } = await client.query(`SELECT 1 FROM microsoft_graph_user WHERE id = $1 AND "deletedAt" IS NULL`, [
    id,
  ]);
  if (rowCount === 0) return { removed: 0 };
  if (await anyWaiting(client, [id])) return { removed: 0, kept: "waiting" };
  if (exceedsGuard({ removals: 1, live: await countLivePeople(client), guard })) return { removed: 0, kept: "guard" };
  const removals: Removal[] = [{ userId: id, reason: verdict === "not-member" ? "left-group" : "account-deleted" }];
  return { removed: await removePeople(client, { run, at }, { removals }) };
}
