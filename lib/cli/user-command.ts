import { type Command, InvalidArgumentError } from "commander";
import { type Moment, readMoment } from "../commands/moment.ts";
import type { UserLookup } from "../commands/user-facts.ts";
import type { Environment } from "../config/environment.ts";
import { alignColumns } from "./columns.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";
import { writeDataLine } from "./print.ts";
import type { Registration } from "./registration.ts";
import { performUserThen } from "./user-then-command.ts";

export function addUserCommand(program: Command, { environment, perform }: Registration): void {
  program
    .command("microsoft-graph-user")
    .alias("user")
    .argument("<id-or-upn>", "object id or userPrincipalName")
    .description("what Microsoft Graph says of one person, what the copy says, and why they are in it or not")
    .option(
      "--on <date>",
      "as the copy had them on a day (2026-11-20) or at a time of it (2026-11-20T14:05, UTC)",
      pastMoment,
    )
    .option("--json", "print it as one JSON object")
    .action((asked: string, { json = false, on }: { json?: boolean; on?: Moment }) =>
      perform(() =>
        on ? performUserThen(asked, { moment: on, json, environment }) : performUser(asked, { json, environment }),
      ),
    );
}

function pastMoment(text: string): Moment {
  const reading = readMoment(text, { now: new Date() });
  if (reading.state === "refused") throw new InvalidArgumentError(reading.sentence);
  return reading;
}

async function performUser(
  asked: string,
  { json, environment }: { json: boolean; environment: Environment },
): Promise<ExitCode> {
  const [{ openForGraph }, { lookUpUser }] = await Promise.all([
    import("./open-for-graph.ts"),
    import("../commands/user-lookup.ts"),
  ]);
  return interruptible(async (signal) => {
    const { context, close } = await openForGraph({ environment });
    try {
      const lookup = await lookUpUser(context, { asked, signal });
      await writeDataLine(json ? JSON.stringify(lookup) : textOf(lookup));
    } finally {
      await close();
    }
    return exitCode.done;
  });
}

function textOf({ directory, mirror, explanation }: UserLookup): string {
  const supervisor = mirror?.supervisorId ? (mirror.supervisorDisplayName ?? mirror.supervisorId) : null;
  const rows = [
    ["", "Microsoft Graph", "the copy"],
    ...propertyRows(directory ?? {}, { ...mirror, manager: supervisor }),
  ];
  return `${alignColumns(rows)}\n\n${explanation.join("\n")}`;
}

/** One line for each property that either side has. */
function propertyRows(directory: object, mirror: object): string[][] {
  const before = new Map(Object.entries(directory).map(([name, value]) => [name, cellOf(value)]));
  const after = new Map(Object.entries(mirror).map(([name, value]) => [name, cellOf(value)]));
  const hidden = ["supervisorId", "supervisorDisplayName"];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => !hidden.includes(name) && (before.get(name) || after.get(name)))
    .map((name) => [name, before.get(name) || "-", after.get(name) || "-"]);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  if (Array.isArray(value)) return value.join("; ");
  if (typeof value === "object") return nameOf(value);
  return String(value);
}

/** Of the manager's object, what a person calls them. */
function nameOf(manager: object): string {
  const { displayName, id } = manager as { displayName?: string | null; id?: string };
  return displayName ?? id ?? "";
}
