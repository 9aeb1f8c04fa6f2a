import { Command, CommanderError } from "commander";
import type { Environment } from "../config/environment.ts";
import { addCheckCommand } from "./check-command.ts";
import { exitCode } from "./exit-code.ts";
import { addExportCommands } from "./export-commands.ts";
import { addPersonCommands } from "./person-commands.ts";
import { addPlanCommand } from "./plan-command.ts";
import { refuse } from "./refusal.ts";
import type { Registration } from "./registration.ts";
import { addRunsCommand } from "./runs-command.ts";
import { addServiceCommands } from "./service-commands.ts";
import { addSyncCommand } from "./sync-command.ts";
import { addUserCommand } from "./user-command.ts";

/**
 * Understands one command line and carries it out. Whatever goes wrong is told on stderr; nothing is thrown.
 * Each command loads what it needs when it is called, so that `--help` answers at once.
 *
 * @param argv the arguments alone, without node and script.
 * @returns the exit status of the process.
 */
export async function runCommandLine(argv: string[], { environment }: { environment: Environment }): Promise<number> {
  let code: number = exitCode.done;
  const registration: Registration = {
    environment,
    async perform(action) {
      code = await action();
    },
  };
  try {
    await programWith(registration).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    // Commander has already said what is wrong with the line, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    return refuse(error, { environment });
  }
}

function programWith(registration: Registration): Command {
  const program = new Command("rollcall")
    .description("Keeps a copy of a Microsoft Entra directory in PostgreSQL and hands it out as CSV.")
    .exitOverride()
    // `tenant` takes its options itself.
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .helpCommand("help [command]", "explain a command")
    .addHelpText("after", exitStatusHelp);
  addSyncCommand(program, registration);
  addExportCommands(program, registration);
  addPlanCommand(program, registration);
  addUserCommand(program, registration);
  addPersonCommands(program, registration);
  addCheckCommand(program, registration);
  addRunsCommand(program, registration);
  addServiceCommands(program, registration);
  return program;
}

const exitStatusHelp = `
Data goes to standard output, everything else to standard error.
Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 removals held for a person's yes, 4 another run is in progress.`;

/** Commander puts its "Did you mean" on a line of its own; a refusal is one line. */
function oneLine(text: string): string {
  return `${text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ")}\n`;
}
