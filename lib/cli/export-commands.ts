import { type Command, Option } from "commander";
import type { Download } from "../commands/download.ts";
import type { Environment } from "../config/environment.ts";
import { deliver } from "./deliver.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import type { Registration } from "./registration.ts";
import { commandLineActor } from "./requested-by.ts";

type What = "users" | "groups";

type ExportOptions = {
  live?: true;
  output?: string;
  columns?: string;
  includeRemoved?: true;
  excel?: true;
  raw?: true;
};

export function addExportCommands(program: Command, registration: Registration): void {
  addExportCommand(program, registration, "users");
  addExportCommand(program, registration, "groups");
}

function addExportCommand(program: Command, { environment, perform }: Registration, what: What): void {
  program
    .command(`microsoft-graph-${what}-as-csv`)
    .alias(`${what}-csv`)
    .description(`hand out the ${what} as CSV`)
    .option("--live", `all ${what} of the directory, straight from Microsoft Graph, without the copy`)
    .option("--output <file>", "write a file instead of standard output; it appears whole or not at all")
    .option("--columns <names>", "these columns only, separated by commas")
    .addOption(new Option("--include-removed", "also those who are gone, with date and reason").conflicts("live"))
    .option("--excel", "for Excel: a byte order mark, and telephone numbers as text")
    .addOption(new Option("--raw", "leave cells as they are, also those a spreadsheet would run").conflicts("excel"))
    .action((options: ExportOptions) => perform(() => performExport(what, { options, environment })));
}

async function performExport(
  what: What,
  { options, environment }: { options: ExportOptions; environment: Environment },
): Promise<ExitCode> {
  return interruptible(async (signal) => {
    const open = options.live ? openLive : openMirror;
    const { download, close } = await open(what, { options, environment, signal });
    try {
      await deliver(download.chunks, { output: options.output, signal });
    } finally {
      await close();
    }
    return exitCode.done;
  });
}

type Opening = { options: ExportOptions; environment: Environment; signal: AbortSignal };
type Opened = { download: Download; close(): Promise<void> };

async function openLive(what: What, { options, environment, signal }: Opening): Promise<Opened> {
  const [live, { exportLiveUsers, exportLiveGroups }] = await Promise.all([
    import("../commands/open-live.ts"),
    import("../commands/live-export.ts"),
  ]);
  const actor = commandLineActor();
  const { context, close } = await live.openLive({ environment, applicationName: "rollcall command", actor });
  try {
    const exportLive = what === "users" ? exportLiveUsers : exportLiveGroups;
    return { download: await exportLive(context, { ...options, signal }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMirror(what: What, { options, environment }: Opening): Promise<Opened> {
  const [{ openContext }, { exportUsers }, { exportGroups }] = await Promise.all([
    import("../commands/open-context.ts"),
    import("../commands/users.ts"),
    import("../commands/groups.ts"),
  ]);
  const { context, close } = await openContext({
    environment,
    applicationName: "rollcall command",
    actor: commandLineActor(),
  });
  try {
    const exportMirror = what === "users" ? exportUsers : exportGroups;
    return { download: exportMirror(context, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}
