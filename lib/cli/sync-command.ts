import { type Command, Option } from "commander";
import type { Phase, RunKind } from "../commands/runs.ts";
import type { Environment } from "../config/environment.ts";
import type { ExitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine, writeNotice } from "./print.ts";
import { progressLine } from "./progress.ts";
import { reportForTerminal, writeDetails } from "./refusal.ts";
import { type Registration, wholeNumber } from "./registration.ts";
import { requestedBy } from "./requested-by.ts";
import type { SyncEnding } from "./sync-ending.ts";

type SyncOptions = { full?: true; preview?: true; approve?: number; json?: true };

export function addSyncCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("update-microsoft-graph-users")
    .alias("sync")
    .description("bring the copy up to date with the directory: one sync run")
    .option("--full", "read everything anew")
    .addOption(
      new Option("--dry-run, --preview", "say what would change, write nothing").conflicts(["full", "approve"]),
    )
    .addOption(
      new Option("--approve <run>", "remove the people a held run listed")
        .argParser(wholeNumber)
        .conflicts(["full", "preview"]),
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
  else if (ending.sentence) await writeDataLine(ending.sentence);
  return ending.code;
}

async function endingOf(
  options: SyncOptions,
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Promise<SyncEnding> {
  const { endingWithoutRun } = await import("./sync-ending.ts");
  try {
    return await runOrApprove(options, { environment, signal });
  } catch (error) {
    writeDetails(error, { environment });
    return endingWithoutRun(reportForTerminal(error), { kind: kindOf(options) });
  }
}

async function runOrApprove(
  options: SyncOptions,
  { environment, signal }: { environment: Environment; signal: AbortSignal },
): Promise<SyncEnding> {
  const [{ openForGraph }, { sync }, { approveRun }, { endingOfRun, endingOfBusy }] = await Promise.all([
    import("./open-for-graph.ts"),
    import("../commands/sync.ts"),
    import("../commands/held-removals.ts"),
    import("./sync-ending.ts"),
  ]);
  const kind = kindOf(options);
  const { context, close } = await openForGraph({ environment });
  const progress = progressLine();
  try {
    const outcome = options.approve
      ? await approveRun(context, { run: options.approve, decidedBy: requestedBy() })
      : await sync(context, {
          requestedBy: requestedBy(),
          kind,
          signal,
          onProgress: (where) => progress.show({ ...where, phase: phaseWords[where.phase] }),
        });
    return outcome.state === "busy" ? endingOfBusy(outcome, { kind }) : endingOfRun(outcome.run);
  } finally {
    progress.clear();
    await close();
  }
}

const phaseWords: Record<Phase, string> = {
  group: "Finding the group",
  members: "Reading the members",
  groups: "Reading the groups",
  users: "Reading people",
  removals: "Asking for those who are gone",
  writing: "Writing",
};

function kindOf({ preview }: SyncOptions): RunKind {
  return preview ? "preview" : "full";
}
