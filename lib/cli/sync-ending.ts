import { keptWords } from "../commands/held-decision.ts";
import { type Run, type RunKind, refusalAsJson, runAsJson } from "../commands/runs.ts";
import type { Busy } from "../commands/sync.ts";
import type { ErrorReport } from "../errors.ts";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-code.ts";
import { refusalLines } from "./refusal.ts";

/** How a sync ended, for a person, for a script, and for the shell. */
export type SyncEnding = {
  code: ExitCode;
  /** The object of `--json`. */
  json: Record<string, unknown>;
  /** For stdout; a refusal has none. Made when it is shown: the first number in words costs 40 ms. */
  sentence?: () => string;
  /** Lines for stderr; none when all went well. */
  notices: string[];
};

export function endingOfRun(run: Run): SyncEnding {
  const json = runAsJson(run);
  if (run.state === "succeeded") return { code: exitCode.done, json, sentence: () => sentenceOf(run), notices: [] };
  if (run.state === "held")
    return { code: exitCode.held, json, sentence: () => sentenceOf(run), notices: [heldNotice(run)] };
  const error: ErrorReport = run.error ?? { code: "internal", message: `Run ${run.id} ended as ${run.state}.` };
  return { code: exitCodeOf(error.code), json, notices: refusalLines(error) };
}

/** An approval applied what was still due; who was kept is said beside it. */
export function endingOfApproval({ run, kept }: { run: Run; kept: number }): SyncEnding {
  const ending = endingOfRun(run);
  if (kept === 0 || !ending.sentence) return ending;
  const words = keptWords({ kept, groupId: run.groupId });
  return { ...ending, sentence: () => `${ending.sentence?.()} ${words}.` };
}

export function endingOfBusy(busy: Busy, { kind }: { kind: RunKind }): SyncEnding {
  return endingWithoutRun(
    {
      code: "run-in-progress",
      message: `Run ${busy.run} is in progress since ${busy.since.toISOString()}, asked for by ${busy.holder}. Try again when it has ended.`,
    },
    { kind },
  );
}

/** A refusal before there was a run. */
export function endingWithoutRun(error: ErrorReport, { kind }: { kind: RunKind }): SyncEnding {
  return { code: exitCodeOf(error.code), json: refusalAsJson({ kind, error }), notices: refusalLines(error) };
}

const number = (value: number) => value.toLocaleString("en");

function sentenceOf({ id, kind, counts, durationMs, planLines }: Run): string {
  const { read, held } = counts;
  const seconds = number(Math.round(durationMs / 100) / 10);
  const changes = (["created", "updated", "removed", "restored", "unchanged"] as const).map(
    (name) => `${number(counts[name])} ${name}`,
  );
  if (held > 0) changes.push(`${number(held)} held`);
  const would = kind === "preview" ? "; a preview, nothing was written" : "";
  const plan = planLines
    ? ` Look at its plan with: rollcall plan-csv ${id}, and apply it with: rollcall sync --apply ${id}`
    : "";
  return `Run ${id}: ${number(read)} people read in ${seconds} s; ${changes.join(", ")}${would}.${plan}`;
}

function heldNotice({ id, counts }: Run): string {
  return `${number(counts.held)} removals of run ${id} wait for a person's yes: look at them under Runs and approve there, or run: rollcall sync --approve ${id}`;
}
