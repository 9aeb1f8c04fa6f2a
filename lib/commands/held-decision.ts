import type { Context } from "../context.ts";

/** What became of the removals that a run held. `looked-again`: a later run did; nobody decided. */
export type HeldDecision = {
  outcome: "approved" | "rejected" | "came-back" | "guard-raised" | "looked-again";
  people: number;
  /** Absent for `looked-again`. */
  decidedBy?: string;
  decidedAt?: Date;
};

/** How a run's held removals were decided; empty when it held none, or when they still wait. */
export async function heldDecisions({ db }: Context, { run }: { run: number }): Promise<HeldDecision[]> {
  const groups = await db.prisma.syncHeldRemoval.groupBy({
    by: ["state", "supersededBecause", "decidedBy", "decidedAt"],
    where: { runId: run, state: { not: "waiting" } },
    orderBy: [{ state: "asc" }],
    _count: true,
  });
  return groups.map((group) => ({
    outcome: outcomeOf(group),
    people: group._count,
    decidedBy: group.decidedBy ?? undefined,
    decidedAt: group.decidedAt ?? undefined,
  }));
}

function outcomeOf({ state, supersededBecause }: { state: string; supersededBecause: string | null }) {
  if (state !== "superseded") return state as "approved" | "rejected";
  return (supersededBecause ?? "looked-again") as "came-back" | "guard-raised" | "looked-again";
}

/** "2 people are back in the group and were kept". */
export function keptWords({ kept, groupId }: { kept: number; groupId: string | null }): string {
  const [people, are, were] = kept === 1 ? ["person", "is", "was"] : ["people", "are", "were"];
  const place = groupId === null ? "directory" : "group";
  return `${kept.toLocaleString("en")} ${people} ${are} back in the ${place} and ${were} kept`;
}
