import type { RemovalGuard } from "../config/config.ts";
import type { ActingContext, Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { countLivePeople, waitingRemovals } from "../graph/sync/closing/held.ts";
import { exceedsGuard } from "../graph/sync/removals.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";
import { type Decided, leaveToNextRun } from "./held-removals.ts";
import { changeSettingAs } from "./settings.ts";

/** How many wait, of how many people in the copy, and the guard that holds now. */
export type HeldSize = { waiting: number; live: number; guard: RemovalGuard };

/** Whether a higher limit would let a held run's removals pass. */
export type GuardOffer =
  | { state: "possible"; suggested: RemovalGuard }
  /** The guard holds the removal of everybody whatever its limits are. */
  | { state: "everyone" }
  /** They are below the limits, and wait because they waited in an earlier run. */
  | { state: "below-guard" };

const step = 5;

/**
 * What raising the guard could do for a held run. One limit is enough to let removals pass, and the share is the one that
 * keeps its meaning as an organisation grows: it is suggested in steps of 5 %, and the number of people stays.
 */
export function guardOffer({ waiting, live, guard }: HeldSize): GuardOffer {
  if (waiting >= live) return { state: "everyone" };
  const holds = (share: number) => exceedsGuard({ removals: waiting, live, guard: { ...guard, share } });
  if (!holds(guard.share)) return { state: "below-guard" };
  let percent = Math.floor((guard.share * 100) / step) * step + step;
  while (percent < 100 && holds(percent / 100)) percent += step;
  return { state: "possible", suggested: { share: percent / 100, people: guard.people } };
}

/**
 * Raises the removal guard as the setting of all runs to come, and lets go of what a held run listed: nobody is removed
 * here, the next run decides anew under the new limits.
 *
 * @throws AppError `not-found`, `plan-outdated` as `approveRun`; `bad-input` when the new limits would hold the same
 *   removals again, or when the limits are not what holds them.
 */
export async function raiseGuard(
  context: ActingContext,
  { run, guard, decidedBy }: { run: number; guard: RemovalGuard; decidedBy: string },
): Promise<Decided> {
  await refuseInVain(context, { run, guard });
  // In this order: cut off in between, the next run holds them again instead of removing them by an unwanted limit.
  const decided = await leaveToNextRun(context, { run, decidedBy });
  if (decided.state === "decided") {
    await changeSettingAs(context, { changedBy: decidedBy, setting: { key: "removalGuard", value: guard } });
    context.log.info("removal guard raised", { run, ...guard });
  }
  return decided;
}

async function refuseInVain(context: Context, { run, guard }: { run: number; guard: RemovalGuard }): Promise<void> {
  const [waiting, live, settings] = await Promise.all([
    waitingRemovals(context.db.pool, run),
    countLivePeople(context.db.pool),
    effectiveSettings(context),
  ]);
  const size = { waiting: waiting.length, live };
  const offer = guardOffer({ ...size, guard: settings.removalGuard.value });
  // A run that does not wait is told so by the decision itself.
  if (size.waiting === 0) return;
  if (offer.state === "everyone") {
    throw new AppError(
      "bad-input",
      `Run ${run} would remove everybody, and the guard holds that whatever its limits are. Approve or reject it.`,
    );
  }
  if (offer.state === "below-guard") {
    throw new AppError(
      "bad-input",
      `The removals of run ${run} are below the guard: they wait because an earlier run stopped for some of them. Approve or reject them.`,
    );
  }
  if (exceedsGuard({ removals: size.waiting, live, guard })) {
    throw new AppError(
      "bad-input",
      `With these limits the ${size.waiting} removals of run ${run} would be held again. Give a share of at least ${Math.round(offer.suggested.share * 100)}%, or a number of at least ${size.waiting} people.`,
    );
  }
}
