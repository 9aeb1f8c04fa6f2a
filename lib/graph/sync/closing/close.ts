import type pg from "pg";
import type { RemovalGuard } from "../../../config/config.ts";
import type { Database } from "../../../db/database.ts";
import type { Counts } from "../counts.ts";
import { writeCursors } from "../cursor.ts";
import type { Findings } from "../findings.ts";
import { holdLease } from "../lease.ts";
import { closeRun, type RunKind, type Usage } from "../ledger.ts";
import { exceedsGuard } from "../removals.ts";
import type { ResolvedScope } from "../scope.ts";
import { forgetOldTexts } from "../staging/user-texts.ts";
import { inTransaction } from "../transaction.ts";
import { anyWaiting, holdRemovals, supersede } from "./held.ts";
import { putIndexesBack, setIndexesAside } from "./indexes-aside.ts";
import {
  keepLastOfEach,
  removePeople,
  renameSupervisors,
  writeDeletedAccounts,
  writeGroups,
  writePeople,
} from "./mirror.ts";
import { changeMemberships, toldGroupsOf, writeMemberships } from "./mirror-memberships.ts";
import { deleteOutdated } from "./retention.ts";
import { refuseOutdatedPlan, savePlan } from "./saved-plan.ts";

/** Everything a run found out, ready to be shown. */
export type Close = Findings & {
  run: number;
  kind: RunKind;
  scope: ResolvedScope;
  guard: RemovalGuard;
  /** Undefined keeps removed people for ever. */
  retentionDays: number | undefined;
  /** The same for events of the audit log. */
  auditRetentionDays: number | undefined;
  usage: Usage;
  at: Date;
  /** Asked at the end: writing is part of what a run takes. */
  now: () => Date;
  /** The preview whose plan this run applies, if it does. */
  plan?: number;
};

/**
 * The closing transaction: people, supervisors, groups, memberships, history, the scope and the ledger entry become
 * visible together or not at all. A preview does the same work, keeps the counts and the plan and takes the rest back.
 */
export async function closeWithChanges(db: Database, close: Close): Promise<void> {
  if (close.kind === "full") await setIndexesAside(db, { people: close.staging.people.staged });
  await inTransaction(db, async (client) => {
    await holdLease(client, close.run);
    // New entries of the search index wait in its pending list: sorting each into its place made a first load of
    // 100,000 people three times as long. They are put into order after the transaction (tidyIndexes).
    await client.query("SET LOCAL gin_pending_list_limit = '512MB'");
    const isPreview = close.kind === "preview";
    await keepLastOfEach(client, close);
    const toldGroups = close.kind === "delta" ? undefined : await toldGroupsOf(client, close);
    if (close.plan !== undefined) await refuseOutdatedPlan(client, { ...close, plan: close.plan, toldGroups });
    if (isPreview) await savePlan(client, { ...close, toldGroups });
    if (isPreview) await client.query("SAVEPOINT before_preview");
    const { counts, membershipChanges } = await write(client, { ...close, toldGroups });
    if (isPreview) await client.query("ROLLBACK TO SAVEPOINT before_preview");
    const state = counts.held > 0 && !isPreview ? "held" : "succeeded";
    await closeRun(client, close.run, { ...close, counts, membershipChanges, state, at: close.now() });
    await client.query(
      "TRUNCATE sync_staged, sync_staged_user, sync_staged_group, sync_staged_member, sync_checkpoint",
    );
    await client.query(`DELETE FROM sync_lease WHERE "runId" = $1`, [close.run]);
  });
}

/** Makes indexes again that a first load set aside, and puts what a run added to the search index into order. */
export async function tidyIndexes(db: Database): Promise<void> {
  await putIndexesBack(db);
  await db.pool.query("SELECT gin_clean_pending_list('microsoft_graph_user_search')");
}

async function write(
  client: pg.ClientBase,
  close: Close & { toldGroups: string[] | undefined },
): Promise<{ counts: Counts; membershipChanges: number }> {
  const live = await countLive(client);
  const people = await writePeople(client, close, close);
  await writeGroups(client, close, { ...close, gone: close.groupsGone });
  const removed = await removeOrHold(client, close, { live });
  if (close.kind === "full" && people.updated + removed.removed > 0) await forgetOldTexts(client);
  const membershipChanges =
    close.kind === "delta" ? await writeDelta(client, close) : await writeMemberships(client, close, close);
  await writeDeletedAccounts(client, close, { ...close, kind: close.kind === "delta" ? "delta" : "full" });
  await writeScope(client, close);
  await writeCursors(client, close);
  await deleteOutdated(client, close);
  // A delta run does not see those who did not change.
  const unchanged = close.kind === "delta" ? live - people.updated - close.removals.length : people.unchanged;
  return { counts: { read: close.read, ...people, unchanged, ...removed }, membershipChanges };
}

async function writeDelta(client: pg.ClientBase, close: Close): Promise<number> {
  await renameSupervisors(client, close);
  const { scopeGroups, groupsGone, scope } = close;
  if (!scopeGroups) return 0;
  return await changeMemberships(client, close, { scopeGroups, groupsGone, memberships: scope.memberships });
}

async function removeOrHold(
  client: pg.ClientBase,
  close: Close,
  { live }: { live: number },
): Promise<Pick<Counts, "removed" | "held">> {
  const { removals, guard, plan } = close;
  // Whoever applies a plan has seen who goes: that was the yes.
  const mustAsk =
    plan === undefined &&
    (exceedsGuard({ removals: removals.length, live, guard }) ||
      (await anyWaiting(
        client,
        removals.map((removal) => removal.userId),
      )));
  if (mustAsk) {
    await holdRemovals(client, close);
    return { removed: 0, held: removals.length };
  }
  await supersede(client, close);
  return { removed: await removePeople(client, close, { removals }), held: 0 };
}

async function countLive(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ live: number }>(
    `SELECT count(*)::int AS live FROM microsoft_graph_user WHERE "deletedAt" IS NULL`,
  );
  return rows[0]?.live ?? 0;
}

async function writeScope(client: pg.ClientBase, { scope, scopeGroups = [], at }: Close): Promise<void> {
  await client.query(
    `INSERT INTO sync_scope ("tenantId", "groupSetting", "groupId", "groupDisplayName", "resolvedAt", "groupIds", memberships)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET "tenantId" = $1, "groupSetting" = $2, "groupId" = $3, "groupDisplayName" = $4,
       "resolvedAt" = $5, "groupIds" = $6, memberships = $7`,
    [
      scope.tenantId,
      scope.groupSetting,
      scope.group?.id ?? null,
      scope.group?.displayName ?? null,
      at,
      scopeGroups,
      scope.memberships,
    ],
  );
}
