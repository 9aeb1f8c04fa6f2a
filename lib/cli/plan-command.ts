import { type Command, Option } from "commander";
import type { Environment } from "../config/environment.ts";
import { deliver } from "./deliver.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { type Registration, wholeNumber } from "./registration.ts";
import { commandLineActor } from "./requested-by.ts";

type PlanOptions = { output?: string; columns?: string; excel?: true; raw?: true };

export function addPlanCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("plan-as-csv")
    .alias("plan-csv")
    .description("hand out the plan of a preview as CSV: what it would change, field by field")
    .argument("<run>", "the preview's number", wholeNumber)
    .option("--output <file>", "write a file instead of standard output; it appears whole or not at all")
    .option("--columns <names>", "these columns only, separated by commas")
    .option("--excel", "for Excel: a byte order mark, and telephone numbers as text")
    .addOption(new Option("--raw", "leave cells as they are, also those a spreadsheet would run").conflicts("excel"))
    .action((run: number, options: PlanOptions) => perform(() => performPlan(run, { options, environment })));
}

async function performPlan(
  run: number,
  { options, environment }: { options: PlanOptions; environment: Environment },
): Promise<ExitCode> {
  return interruptible(async (signal) => {
    const [{ openContext }, { requirePlan }, { exportPlan }] = await Promise.all([
      import("../commands/open-context.ts"),
      import("../commands/apply-plan.ts"),
      import("../commands/export-plan.ts"),
    ]);
    const { context, close } = await openContext({
      environment,
      applicationName: "rollcall command",
      actor: commandLineActor(),
    });
    try {
      await requirePlan(context, run);
      await deliver(exportPlan(context, { ...options, run }).chunks, { output: options.output, signal });
    } finally {
      await close();
    }
    return exitCode.done;
  });
}
