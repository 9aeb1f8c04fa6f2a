import type { Command } from "commander";
import type { Run } from "../commands/runs.ts";
import type { Environment } from "../config/environment.ts";
import { alignColumns, visible } from "./columns.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { writeDataLine } from "./print.ts";
import { type Registration, wholeNumber } from "./registration.ts";

type RunsOptions = { limit: number; json?: true };

export function addRunsCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("runs")
    .description("the latest sync runs, newest first")
    .option("--limit <number>", "how many", wholeNumber, 20)
    .option("--json", "print them as one JSON array")
    .action((options: RunsOptions) => perform(() => performRuns(options, { environment })));
}

async function performRuns(
  { limit, json }: RunsOptions,
  { environment }: { environment: Environment },
): Promise<ExitCode> {
  const [{ openContext }, { listRuns, runAsJson }] = await Promise.all([
    import("../commands/open-context.ts"),
    import("../commands/runs.ts"),
  ]);
  const { context, close } = await openContext({ environment, applicationName: "rollcall command" });
  try {
    const runs = await listRuns(context, { limit });
    if (json) await writeDataLine(JSON.stringify(runs.map((run) => ({ ...runAsJson(run), ...timesOf(run) }))));
    else await writeDataLine(tableOf(runs));
  } finally {
    await close();
  }
  return exitCode.done;
}

function timesOf({ requestedBy, requestedAt, startedAt, finishedAt, groupDisplayName, heldWaiting, plan }: Run) {
  return { requestedBy, requestedAt, startedAt, finishedAt, groupDisplayName, heldWaiting, plan };
}

const heading = [
  "run",
  "kind",
  "state",
  "started (UTC)",
  "seconds",
  "read",
  "+",
  "~",
  "-",
  "back",
  "held",
  "asked for by",
];

function tableOf(runs: Run[]): string {
  if (runs.length === 0) return "There was no run yet. Start one with: rollcall sync";
  const [head = "", ...rows] = alignColumns([heading, ...runs.map(rowOf)]).split("\n");
  const lines = rows.flatMap((row, index) => [row, ...errorLines(runs[index])]);
  return [head, ...lines, "+ created, ~ updated, - removed, back: restored"].join("\n");
}

function rowOf({ id, kind, state, startedAt, durationMs, counts, heldWaiting, requestedBy }: Run): string[] {
  const started = startedAt?.toISOString().slice(0, 19).replace("T", " ") ?? "";
  const numbers = [counts.read, counts.created, counts.updated, counts.removed, counts.restored, heldWaiting];
  return [String(id), kind, state, started, (durationMs / 1000).toFixed(1), ...numbers.map(String), requestedBy];
}

function errorLines(run: Run | undefined): string[] {
  return run?.error ? [visible(`     ${run.error.message}`)] : [];
}
