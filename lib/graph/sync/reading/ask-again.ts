import type { Context } from "../../../context.ts";
import { AppError } from "../../../errors.ts";
import { effectiveSettings } from "../../../settings/effective-settings.ts";
import type { GraphSession } from "../../client/graph.ts";
import { verifyMembership } from "../../client/membership.ts";
import { usersById } from "../../client/users.ts";
import { recordDeciding } from "../ledger.ts";
import type { Removal } from "../removals.ts";
import { type ResolvedScope, resolveScope } from "../scope.ts";

/** What Microsoft says today of people who waited: with the reason of today, for one who left may be deleted since. */
export type AskedAgain = { gone: Removal[]; back: Removal[] };

/**
 * Asks Microsoft for each waiting person by id. What a held run proved may be days old, and a mistake in the group is
 * often mended before somebody looks at what it would have cost.
 *
 * @throws AppError `plan-outdated` when another tenant or group is configured than the run read; those of resolveScope
 *   and of Microsoft Graph when it cannot be asked.
 */
export async function askAgain(
  context: Context,
  { run, waiting, session: everything }: { run: number; waiting: Removal[]; session: GraphSession },
): Promise<AskedAgain> {
  const report = (done: number) => recordDeciding(context.db, run, { phase: "removals", done, total: waiting.length });
  await report(0);
  const settings = await effectiveSettings(context);
  const session = everything.leavingOut(settings.leftOut.value);
  const scope = await resolveScope(context.db, session, { groupSetting: settings.groupToSync.value });
  await refuseOtherScope(context, { run, scope });
  const reasons = await reasonsToday(session, { groupId: scope.group?.id, waiting, report });
  const asked: AskedAgain = { gone: [], back: [] };
  for (const removal of waiting) {
    const reason = reasons.get(removal.userId);
    if (reason) asked.gone.push({ ...removal, reason });
    else asked.back.push(removal);
  }
  return asked;
}

async function refuseOtherScope({ db }: Context, { run, scope }: { run: number; scope: ResolvedScope }) {
  const held = await db.prisma.syncRun.findUniqueOrThrow({
    where: { id: run },
    select: { tenantId: true, groupId: true, groupDisplayName: true },
  });
  if (held.tenantId === scope.tenantId && held.groupId === (scope.group?.id ?? null)) return;
  const nameOf = (name: string | null | undefined) => (name ? `"${name}"` : "a group without a name");
  const now = scope.group ? nameOf(scope.group.displayName) : "every user of the directory";
  const before = held.groupId ? nameOf(held.groupDisplayName) : "every user of the directory";
  throw new AppError(
    "plan-outdated",
    `Run ${run} read ${before}, and ${now} is what is to be synced now: its removals cannot be approved any more. Start a sync, or set the group back.`,
  );
}

async function reasonsToday(
  session: GraphSession,
  {
    groupId,
    waiting,
    report,
  }: { groupId: string | undefined; waiting: Removal[]; report: (done: number) => Promise<void> },
): Promise<Map<string, Removal["reason"]>> {
  const reasons = new Map<string, Removal["reason"]>();
  const userIds = waiting.map((removal) => removal.userId);
  if (groupId === undefined) {
    let answered = 0;
    for await (const { found, missing } of usersById(session, userIds)) {
      for (const id of missing) reasons.set(id.toLowerCase(), "account-deleted");
      answered += found.length + missing.length;
      await report(answered);
    }
    return reasons;
  }
  for (const [id, state] of await verifyMembership(session, { groupId, userIds, onAnswered: report })) {
    if (state !== "member") reasons.set(id, state === "not-member" ? "left-group" : "account-deleted");
  }
  return reasons;
}
