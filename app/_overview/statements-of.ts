import type { Run } from "#lib/commands/runs.ts";
import type { Freshness, Standing } from "#lib/commands/status.ts";
import { people } from "../_ui/amounts.ts";
import { exactWords, relativeWords } from "../_ui/time-words.ts";
import { runSentence } from "../runs/_parts/run-sentence.ts";

/** One sentence of the overview; `href` leads to what it speaks of. */
export type Statement = {
  tone: "good" | "warn" | "bad" | "quiet";
  text: string;
  /** Exact time, on hover. */
  exact?: string;
  link?: { href: string; label: string };
};

/** Where things stand in three sentences: how fresh the copy is, how the last run went, what waits for a person. */
export function statementsOf({ freshness, lastRuns }: Standing, { now }: { now: Date }): Statement[] {
  const open = lastRuns.find((run) => run.state === "queued" || run.state === "running");
  const ended = lastRuns.find((run) => run !== open && run.state !== "queued" && run.state !== "running");
  return [
    freshnessStatement(freshness, now),
    lastRunStatement(open, ended),
    waitingStatement(lastRuns, { ended, isFirst: freshness.state === "never" }),
  ].filter((statement) => statement !== undefined);
}

function freshnessStatement({ state, asOf, reason }: Freshness, now: Date): Statement {
  if (!asOf) return { tone: "quiet", text: "Nothing has been copied yet." };
  const text = `The copy is as of ${relativeWords(asOf, { now })}`;
  const exact = exactWords(asOf);
  if (state === "old") return { tone: "warn", text: `${text}: ${reason}.`, exact };
  // What is in trouble has a sentence of its own below.
  return { tone: state === "fresh" ? "good" : "quiet", text: `${text}.`, exact };
}

function lastRunStatement(open: Run | undefined, ended: Run | undefined): Statement | undefined {
  if (open) {
    const text = open.state === "queued" ? `Run ${open.id} waits for a worker.` : `Run ${open.id} is going on.`;
    return { tone: "quiet", text, link: { href: `/runs/${open.id}`, label: "Watch it" } };
  }
  if (!ended) return undefined;
  const link = { href: `/runs/${ended.id}`, label: `Run ${ended.id}` };
  if (ended.state === "failed")
    return { tone: "bad", text: `The last run failed: ${ended.error?.message ?? ""}`, link };
  if (ended.state === "cancelled")
    return { tone: "quiet", text: "The last run was cancelled; nothing was changed.", link };
  return { tone: ended.state === "held" ? "warn" : "good", text: `The last run: ${lowered(runSentence(ended))}`, link };
}

function waitingStatement(
  runs: Run[],
  { ended, isFirst }: { ended: Run | undefined; isFirst: boolean },
): Statement | undefined {
  const held = runs.find((run) => run.heldWaiting > 0);
  if (held) {
    return {
      tone: "bad",
      text: `The removal of ${people(held.heldWaiting)} waits for your yes or no.`,
      link: { href: `/runs/${held.id}`, label: "Decide" },
    };
  }
  if (ended?.error?.code === "consent-missing") {
    const link = { href: "/consent", label: "Get consent" };
    return { tone: "bad", text: "The app lacks permissions that an administrator of the tenant has to grant.", link };
  }
  // Before the first run there is something to do, and the empty table below says what.
  return isFirst ? undefined : { tone: "good", text: "Nothing waits for a person." };
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
