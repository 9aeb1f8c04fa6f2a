import type { FailedFinding, Finding, Waiting } from "#lib/commands/check-finding.ts";
import { doctorWords as words } from "#words/doctor.tsx";

/** What the doctor's page is told of one look. */
export type Line = Exclude<Finding, FailedFinding> | Waiting | (Omit<FailedFinding, "cause"> & { cause?: undefined });

export type FoundLine = Exclude<Line, Waiting>;

/** How the examination stands: what was found, and the wait it is in. */
export type Examination = {
  state: "not begun" | "going on" | "ended" | "interrupted";
  found: FoundLine[];
  waiting?: Waiting;
};

/** The examination after one more line: a wait lasts until the next one. */
export function withLine({ state, found }: Examination, line: Line): Examination {
  return line.state === "waiting" ? { state, found, waiting: line } : { state, found: [...found, line] };
}

/** The result as plain text, one line for each look, with Microsoft's codes. */
export function asText(found: readonly FoundLine[]): string {
  return found
    .map((line) => {
      const codes = line.state === "failed" ? [line.error.graphCode, line.error.requestId] : [];
      return [`${words.copied[line.state]} ${line.name}: ${line.message}`, ...codes].filter(Boolean).join(" · ");
    })
    .join("\n");
}
