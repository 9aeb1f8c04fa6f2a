import type { Context } from "../context.ts";

/** How old the copy is and whether that is as it should be. */
export type Freshness = {
  state: "fresh" | "old" | "troubled" | "never";
  /** When the newest run that read everything ended; absent before the first. */
  asOf?: Date;
  /** Why it is old or in trouble, as a clause: "the last run failed". */
  reason?: string;
  /** The run that says more. */
  run?: number;
};

const day = 24 * 60 * 60 * 1000;
/** Without a schedule somebody presses the button; two days without is worth a word. */
const oldWithoutSchedule = 2 * day;

/**
 * `troubled` when the last run failed or is held, `old` when the copy is older than two intervals, else `fresh`.
 *
 * A held run has written everything but its removals, so the copy is as of that run.
 */
export async function freshness(context: Context): Promise<Freshness> {
  const [last, lastRead] = await Promise.all([
    lastEndedRun(context, ["succeeded", "held", "failed"]),
    lastEndedRun(context, ["succeeded", "held"]),
  ]);
  const asOf = lastRead?.finishedAt ?? undefined;
  if (last?.state === "failed") return { state: "troubled", asOf, reason: "the last run failed", run: last.id };
  if (last?.state === "held") return { state: "troubled", asOf, reason: "removals are held", run: last.id };
  if (!asOf) return { state: "never" };
  const age = context.now().getTime() - asOf.getTime();
  if (age > oldWithoutSchedule) return { state: "old", asOf, reason: "no run since", run: lastRead?.id };
  return { state: "fresh", asOf, run: lastRead?.id };
}

function lastEndedRun({ db }: Context, states: string[]) {
  return db.prisma.syncRun.findFirst({
    where: { kind: { not: "preview" }, state: { in: states } },
    orderBy: { id: "desc" },
    select: { id: true, state: true, finishedAt: true },
  });
}
