import { heldRemovals } from "#lib/commands/held-removals.ts";
import { type GuardOffer, guardOffer, type HeldSize } from "#lib/commands/raise-guard.ts";
import type { Run } from "#lib/commands/runs.ts";
import { effectiveSettings } from "#lib/commands/settings.ts";
import { standing } from "#lib/commands/status.ts";
import { people } from "#words/amounts.ts";
import { heldWords } from "#words/held.tsx";
import { appContext } from "../../_server/context.ts";
import { HeldRemovals } from "./held-removals.tsx";

const removalsPerPage = 50;

/** Reads what a run holds back and the rule that made it. `after` is what the address says, which may be anything. */
export async function HeldRemovalsOfRun({ run, after, mayDecide }: { run: Run; after?: string; mayDecide: boolean }) {
  const context = await appContext();
  const [found, { counts }, { removalGuard }] = await Promise.all([
    heldRemovals(context, { run: run.id, after, limit: removalsPerPage + 1 }),
    standing(context),
    effectiveSettings(context),
  ]);
  const size = { waiting: run.heldWaiting, live: counts.people, guard: removalGuard.value };
  const offer = guardOffer(size);
  const removals = found.slice(0, removalsPerPage);
  return (
    <HeldRemovals
      run={run.id}
      waiting={run.heldWaiting}
      live={counts.people}
      why={whyHeld(offer, size)}
      removals={removals}
      first={after === undefined ? undefined : `/runs/${run.id}`}
      next={found.length > removalsPerPage ? `/runs/${run.id}?heldAfter=${removals.at(-1)?.userId}` : undefined}
      offer={offer}
      mayDecide={mayDecide}
    />
  );
}

/** The rule in words. People who wait from an earlier run are asked for again below the guard too. */
function whyHeld({ state }: GuardOffer, { guard: { share, people: most } }: HeldSize): string {
  if (state === "everyone") {
    return heldWords.why.everyone;
  }
  if (state === "possible") {
    return heldWords.why.guard({ people: people(most), percent: Math.round(share * 1000) / 10 });
  }
  return heldWords.why.earlier;
}
