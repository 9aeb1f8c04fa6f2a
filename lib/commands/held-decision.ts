import type { Context } from "../context.ts";

/** What became of the removals that a run held. */
export type HeldDecision = {
  state: "approved" | "rejected" | "superseded";
  people: number;
  /** Absent for `superseded`: a later run looked again, nobody decided. */
  decidedBy?: string;
  decidedAt?: Date;
};

/** How a run's held removals were decided; empty when it held none, or when they still wait. */
export async function heldDecisions({ db }: Context, { run }: { run: number }): Promise<HeldDecision[]> {
  const groups = await db.prisma.syncHeldRemoval.groupBy({
    by: ["state", "decidedBy", "decidedAt"],
    where: { runId: run, state: { not: "waiting" } },
    _count: true,
  });
  return groups.map((group) => ({
    state: group.state as HeldDecision["state"],
    people: group._count,
    decidedBy: group.decidedBy ?? undefined,
    decidedAt: group.decidedAt ?? undefined,
  }));
}
