import { expiryWarning } from "#lib/commands/credential-expiry.ts";
import type { Freshness, Standing } from "#lib/commands/status.ts";
import { people } from "#words/amounts.ts";
import { overviewWords } from "#words/overview.tsx";
import { runSentence } from "#words/run-sentence.ts";
import { resumeWords } from "#words/schedule-words.ts";
import { relativeWords } from "#words/time-words.ts";

const words = overviewWords.statements;

/** One sentence of the overview; `href` leads to what it speaks of. */
export type Statement = {
  tone: "good" | "warn" | "bad" | "quiet";
  text: string;
  /** The moment it speaks of, ISO 8601. */
  exact?: string;
  link?: { href: string; label: string };
};

/** Where things stand: how fresh the copy is, how the last run went, whether the schedule rests, when the credential ends, what waits for a person. */
export function statementsOf(standing: Standing, { now }: { now: Date }): Statement[] {
  return [
    freshnessStatement(standing.freshness, now),
    lastRunStatement(standing),
    scheduleStatement(standing),
    credentialStatement(standing),
    waitingStatement(standing),
  ].filter((statement) => statement !== undefined);
}

function freshnessStatement({ state, asOf, reason }: Freshness, now: Date): Statement {
  if (!asOf) return { tone: "quiet", text: words.nothingCopied };
  const text = words.asOf(relativeWords(asOf, { now }));
  const exact = asOf.toISOString();
  if (state === "old") return { tone: "warn", text: words.because({ text, reason }), exact };
  // What is in trouble has a sentence of its own below.
  return { tone: state === "fresh" ? "good" : "quiet", text: `${text}.`, exact };
}

function lastRunStatement({ openRun, lastEnded }: Standing): Statement | undefined {
  if (openRun) {
    const text = openRun.state === "queued" ? words.waits(openRun.id) : words.goesOn(openRun.id);
    return { tone: "quiet", text, link: { href: `/runs/${openRun.id}`, label: words.watch } };
  }
  if (!lastEnded) return undefined;
  const link = { href: `/runs/${lastEnded.id}`, label: words.run(lastEnded.id) };
  if (lastEnded.state === "failed") {
    return { tone: "bad", text: words.failed(lastEnded.error?.message ?? ""), link };
  }
  return {
    tone: lastEnded.state === "held" ? "warn" : "good",
    text: words.last(runSentence(lastEnded)),
    link,
  };
}

function scheduleStatement({ schedule }: Standing): Statement | undefined {
  if (schedule.state !== "paused") return undefined;
  return {
    tone: "bad",
    text: words.paused({ run: schedule.run, resume: resumeWords }),
    link: { href: "/settings#schedule", label: words.schedule },
  };
}

function credentialStatement({ credential }: Standing): Statement | undefined {
  const text = credential && expiryWarning(credential);
  if (!text) return undefined;
  const isFar = credential.state === "ending" && credential.daysLeft > 7;
  return { tone: isFar ? "warn" : "bad", text, link: { href: "/settings", label: words.settings } };
}

function waitingStatement({ held, lastEnded, freshness, schedule, credential }: Standing): Statement | undefined {
  if (held) {
    return {
      tone: "bad",
      text: words.held(people(held.people)),
      link: { href: `/runs/${held.run}`, label: words.decide },
    };
  }
  if (lastEnded?.error?.code === "consent-missing") {
    const link = { href: "/consent", label: words.getConsent };
    return { tone: "bad", text: words.consentMissing, link };
  }
  // Before the first run the empty table below says what to do; while the schedule is paused or the credential ends, the statement above.
  const isTold = schedule.state === "paused" || (credential && expiryWarning(credential) !== undefined);
  return freshness.state === "never" || isTold ? undefined : { tone: "good", text: words.nothingWaits };
}
