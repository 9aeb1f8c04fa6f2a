import type { Moment } from "../commands/moment.ts";
import type { PersonAsOf, PersonThen, Was } from "../commands/user-as-of.ts";
import type { Environment } from "../config/environment.ts";
import { AppError } from "../errors.ts";
import { alignColumns, visible } from "./columns.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { writeDataLine } from "./print.ts";

/** A person as the copy had them at a moment. Microsoft Graph knows no past, so it is neither asked nor needed. */
export async function performUserThen(
  asked: string,
  { moment, json, environment }: { moment: Moment; json: boolean; environment: Environment },
): Promise<ExitCode> {
  const [{ openContext }, { userAsOf }] = await Promise.all([
    import("../commands/open-context.ts"),
    import("../commands/user-as-of.ts"),
  ]);
  const { context, close } = await openContext({ environment, applicationName: "rollcall command" });
  try {
    const found = await userAsOf(context, { idOrName: asked, at: moment.at });
    if (!found) {
      throw new AppError(
        "not-found",
        `The copy does not hold "${asked}". Give the object id, or the userPrincipalName that the person has now.`,
      );
    }
    await writeDataLine(json ? JSON.stringify({ asked, ...found }) : textOf(found));
  } finally {
    await close();
  }
  return exitCode.done;
}

function textOf(found: PersonAsOf): string {
  const day = `${found.id} at ${minute(found.at)}`;
  if (!found.known) {
    const run = found.firstRun === null ? "" : ` by run ${found.firstRun}`;
    return `${day}: not known to the copy yet, which first saw this person at ${minute(found.firstSeenAt)}${run}.`;
  }
  return `${visible(day)}: ${stateWords(found)}\n\n${alignColumns([["", "then", "now", "changed next"], ...rowsOf(found)])}`;
}

function stateWords({ removal }: PersonThen): string {
  if (!removal) return "in the group.";
  const since = removal.at ? ` since ${minute(removal.at)}` : "";
  return `removed${since} (${removal.reason ?? "no reason noted"}); the values are what was last known.`;
}

function rowsOf({ state, properties, supervisor, groups }: PersonThen): string[][] {
  return [
    rowOf("state", state, (value) => value),
    ...Object.entries(properties)
      .filter(([, { was, now }]) => was || now)
      .map(([name, value]) => rowOf(name, value, (text) => text || "-")),
    rowOf("supervisor", supervisor, (person) => (person ? nameOf(person) : "-")),
    ...groups.map((group) => rowOf("memberOf", group, (isMember) => (isMember ? nameOf(group) : "-"))),
  ];
}

function rowOf<Value>(name: string, { was, now, next }: Was<Value>, show: (value: Value) => string): string[] {
  return [name, show(was), show(now), next ? `run ${next.run}, ${minute(next.at)}` : ""];
}

function nameOf({ displayName, id }: { displayName: string | null; id: string }): string {
  return displayName || id;
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
