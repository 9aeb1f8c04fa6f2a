import Link from "next/link";
import type { Run } from "#lib/commands/runs.ts";
import { count, duration } from "#words/amounts.ts";
import { proofSentence } from "#words/proof-sentence.ts";
import { runsWords } from "#words/runs.tsx";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { When } from "../../_ui/when.tsx";
import { isOpen } from "./run-snapshot.ts";

const words = runsWords.numbers;

/** What a run is, and once it has ended, what it cost and what it rests on. */
export function RunNumbers({ run }: { run: Run }) {
  return (
    <Facts
      label={words.label(run.id)}
      facts={[
        {
          label: words.kind,
          value: words.kinds[run.kind] ?? run.kind,
          help: run.reason ? words.why(run.reason) : undefined,
        },
        ...(run.plan === null ? [] : [planFact(run.plan)]),
        { label: words.group, value: run.groupDisplayName },
        { label: words.askedForBy, value: run.requestedBy },
        { label: words.askedFor, value: <When at={run.requestedAt} /> },
        ...(isOpen(run.state) ? [] : endFacts(run)),
      ]}
    />
  );
}

function planFact(plan: number): Fact {
  const link = (
    <Link href={`/runs/${plan}`} prefetch={false}>
      {runsWords.run(plan)}
    </Link>
  );
  return { label: words.plan, value: link, help: words.planHelp };
}

function endFacts(run: Run): Fact[] {
  const hasRead = run.state === "succeeded" || run.state === "held";
  return [
    { label: words.began, value: run.startedAt && <When at={run.startedAt} /> },
    { label: words.ended, value: run.finishedAt && <When at={run.finishedAt} /> },
    { label: words.took, value: run.startedAt && duration(run.durationMs) },
    { label: words.requests, value: count(run.requests), help: retriesOf(run) },
    ...(hasRead ? [peopleFact(run)] : []),
    ...(run.proof ? [{ label: words.proof, value: proofSentence(run.proof) }] : []),
  ];
}

function retriesOf({ retries, throttledSeconds }: Run): string {
  return words.retries({ retries: count(retries), waitedMs: throttledSeconds * 1000 });
}

function peopleFact(run: Run): Fact {
  const { read, unchanged } = run.counts;
  return {
    label: words.people,
    value: words.read({ read: count(read), unchanged: count(unchanged) }),
    help: supervisorsOf(run),
  };
}

function supervisorsOf({ counts }: Run): string {
  return words.supervisors({ set: count(counts.supervisorsSet), cleared: count(counts.supervisorsCleared) });
}
