import type { Command } from "commander";
import type { ActingContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { alignColumns } from "./columns.ts";
import { deliver } from "./deliver.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine } from "./print.ts";
import type { Registration } from "./registration.ts";
import { commandLineActor } from "./requested-by.ts";

type EraseOptions = { confirm?: string; json?: true };

/** What may be done with everything that is stored of one person: hand it to them, or erase it. */
export function addPersonCommands(program: Command, { environment, perform }: Registration): void {
  const withContext = (work: (context: ActingContext) => Promise<void>) =>
    perform(() => withCopy(work, { environment }));
  program
    .command("export-person")
    .argument("<id-or-upn>", "object id or userPrincipalName")
    .description("everything that is stored of one person, as one JSON object")
    .option("--output <file>", "write a file instead of standard output; it appears whole or not at all")
    .action((asked: string, { output }: { output?: string }) =>
      withContext((context) => exportTo(output, { context, asked })),
    );
  program
    .command("erase-person")
    .argument("<id-or-upn>", "object id or userPrincipalName")
    .description(
      "erase everything that is stored of one person; who is still in the group comes back with the next run",
    )
    .option("--confirm <id-or-upn>", "the same person again: it cannot be undone")
    .option("--json", "print what was erased as one JSON object")
    .action((asked: string, options: EraseOptions) => withContext((context) => erase(asked, { context, ...options })));
}

async function withCopy(
  work: (context: ActingContext) => Promise<void>,
  { environment }: Pick<Registration, "environment">,
): Promise<ExitCode> {
  const { openContext } = await import("../commands/open-context.ts");
  const actor = commandLineActor();
  const { context, close } = await openContext({ environment, applicationName: "rollcall command", actor });
  try {
    await work(context);
  } finally {
    await close();
  }
  return exitCode.done;
}

async function exportTo(
  output: string | undefined,
  { context, asked }: { context: ActingContext; asked: string },
): Promise<void> {
  const { exportPerson } = await import("../commands/privacy.ts");
  const data = await exportPerson(context, { idOrName: asked });
  await interruptible((signal) => deliver(oneText(`${JSON.stringify(data, null, 2)}\n`), { output, signal }));
}

async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

async function erase(
  asked: string,
  { context, confirm, json }: EraseOptions & { context: ActingContext },
): Promise<void> {
  if (confirm === undefined) {
    throw new AppError(
      "usage",
      `Erasing cannot be undone. Look at it first (export-person), then name the person again: --confirm ID_OR_UPN`,
    );
  }
  const { erasePerson } = await import("../commands/privacy.ts");
  const erased = await erasePerson(context, { idOrName: asked, confirmation: confirm });
  await writeDataLine(json ? JSON.stringify(erased) : textOf(erased));
}

function textOf({ person, rows }: { person: string; rows: Record<string, number> }): string {
  const lines = Object.entries(rows).map(([table, count]) => [table, String(count)]);
  return [`${person} is erased; the next run reads everything. Rows:`, alignColumns(lines)].join("\n");
}
