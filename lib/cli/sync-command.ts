import { type Command, Option } from "commander";
import type { Phase, Progress } from "../commands/runs.ts";
import type { Busy, RequestedKind } from "../commands/sync.ts";
import type { RemovalGuard } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import type { ActingContext } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ExitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine, writeNotice } from "./print.ts";
import { progressLine } from "./progress.ts";
import { reportForTerminal, writeDetails } from "./refusal.ts";
import { type Registration, removalGuard, wholeNumber } from "./registration.ts";
import { requestedBy } from "./requested-by.ts";
import type { SyncEnding } from "./sync-ending.ts";

type SyncOptions = {
  full?: true;
  preview?: true;
  approve?: number;
  apply?: number;
  raiseGuard?: RemovalGuard;
  json?: true;
};

export function addSyncCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("update-microsoft-graph-users")
    .alias("sync")
    .description("bring the copy up to date with the directory: one sync run")
    .option("--full", "read everything anew")
    .addOption(
      new Option("--dry-run, --preview", "say what would change, write nothing; its plan can be applied").conflicts([
        "full",
        "approve",
        "apply",
      ]),
    )
    .addOption(
      new Option("--apply <run>", "do exactly what the plan of a preview says, removals included, or nothing")
        .argParser(wholeNumber)
        .conflicts(["full", "preview", "approve", "raiseGuard"]),
    )
    .addOption(
      new Option("--approve <run>", "remove the people a held run listed who are still gone")
        .argParser(wholeNumber)
        .conflicts(["full", "preview", "apply", "raiseGuard"]),
    )
    .addOption(
      new Option("--raise-guard <share,people>", "raise the removal guard (30%,10), and decide anew what a run holds")
        .argParser(removalGuard)
        .conflicts(["preview"]),
    )
    .option("--json", "print the run as one JSON object, also when it failed")
    .action((options: SyncOptions) => perform(() => performSync(options, { environment })));
}

async function performSync(options: SyncOptions, { environment }: { environment: Environment }): Promise<ExitCode> {
  const ending = await interruptible((signal) => endingOf(options, { environment, signal }), {
    onInterrupt() {
      if (process.stderr.isTTY) writeNotice("\rStopping; press Ctrl-C again to end at once.");
    },
  });
  for (const line of ending.notices) writeNotice(line);
  if (options.json) await writeDataLine(JSON.stringify(ending.json));
  else if (ending.sentence) await writeDataLine(ending.sentence());
  return ending.code;
}

type Surroundings = { environment: Environment; signal: AbortSignal };

async function endingOf(options: SyncOptions, surroundings: Surroundings): Promise<SyncEnding> {
  const { preview, full, approve, apply, raiseGuard } = options;
  const kind: RequestedKind = preview ? "preview" : full || apply !== undefined ? "full" : "delta";
  try {
    if (approve !== undefined) return await performApproval(approve, surroundings);
    return await performRun({ kind, plan: apply, guard: raiseGuard }, surroundings);
  } catch (error) {
    writeDetails(error, surroundings);
    const { endingWithoutRun } = await import("./sync-ending.ts");
    return endingWithoutRun(reportForTerminal(error), { kind });
  }
}

async function performRun(
  { kind, plan, guard }: { kind: RequestedKind; plan?: number; guard?: RemovalGuard },
  { environment, signal }: Surroundings,
): Promise<SyncEnding> {
  const [{ openForGraph }, { sync }, { applyPlan }, { endingOfRun, endingOfBusy }] = await Promise.all([
    import("./open-for-graph.ts"),
    import("../commands/sync.ts"),
    import("../commands/apply-plan.ts"),
    import("./sync-ending.ts"),
  ]);
  const { context, close } = await openForGraph({ environment });
  const progress = progressLine();
  const asked = {
    requestedBy: requestedBy(),
    signal,
    onProgress: (where: Progress) => progress.show({ ...where, phase: phaseWords[where.phase] }),
  };
  try {
    const busy = guard && (await letGoOfHeld(context, guard));
    if (busy) return endingOfBusy(busy, { kind });
    const outcome = await (plan === undefined
      ? sync(context, { ...asked, kind })
      : applyPlan(context, { ...asked, run: plan }));
    return outcome.state === "busy" ? endingOfBusy(outcome, { kind }) : endingOfRun(outcome.run);
  } finally {
    progress.clear();
    await close();
  }
}

/** Raises the guard for what the newest held run lists; the run that follows decides. @returns who is in the way, if anybody */
async function letGoOfHeld(context: ActingContext, guard: RemovalGuard): Promise<Busy | undefined> {
  const [{ runWaitingForApproval }, { raiseGuard }] = await Promise.all([
    import("../commands/held-removals.ts"),
    import("../commands/raise-guard.ts"),
  ]);
  const run = await runWaitingForApproval(context);
  if (run === undefined) {
    throw new AppError("plan-outdated", "No run holds removals. The guard of runs to come is set under Settings.");
  }
  const raised = await raiseGuard(context, { run, guard, decidedBy: requestedBy() });
  return raised.state === "busy" ? raised : undefined;
}

async function performApproval(run: number, { environment, signal }: Surroundings): Promise<SyncEnding> {
  const [{ openForGraph }, { approveRun }, { endingOfApproval, endingOfBusy }] = await Promise.all([
    import("./open-for-graph.ts"),
    import("../commands/held-removals.ts"),
    import("./sync-ending.ts"),
  ]);
  const { context, close } = await openForGraph({ environment });
  try {
    const outcome = await approveRun(context, { run, decidedBy: requestedBy(), signal });
    return outcome.state === "busy" ? endingOfBusy(outcome, { kind: "delta" }) : endingOfApproval(outcome);
  } finally {
    await close();
  }
}

const phaseWords: Record<Phase, string> = {
  group: "Finding the group",
  members: "Reading the members",
  groups: "Reading the groups",
  users: "Reading people",
  nesting: "Reading the groups inside the group",
  memberships: "Reading who is in the other groups",
  removals: "Asking for those who are gone",
  writing: "Writing",
};
