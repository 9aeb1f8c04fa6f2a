import Link from "next/link";
import type { Run } from "#lib/commands/runs.ts";
import { count, duration } from "#words/amounts.ts";
import { proofSentence } from "#words/proof-sentence.ts";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { When } from "../../_ui/when.tsx";
import { isOpen } from "./run-snapshot.ts";

const kindWords = {
  full: "Full: reads everything",
  delta: "Delta: reads what changed since the last run",
  preview: "Preview: reads everything, writes nothing",
  person: "One person: asks for them by id, and reads nobody else",
};

/** What a run is, and once it has ended, what it cost and what it rests on. */
export function RunNumbers({ run }: { run: Run }) {
  return (
    <Facts
      label={`Run ${run.id} in numbers`}
      facts={[
        { label: "Kind", value: kindWords[run.kind] ?? run.kind, help: run.reason ? `Why: ${run.reason}.` : undefined },
        ...(run.plan === null ? [] : [planFact(run.plan)]),
        { label: "Group to sync", value: run.groupDisplayName },
        { label: "Asked for by", value: run.requestedBy },
        { label: "Asked for", value: <When at={run.requestedAt} /> },
        ...(isOpen(run.state) ? [] : endFacts(run)),
      ]}
    />
  );
}

function planFact(plan: number): Fact {
  const link = (
    <Link href={`/runs/${plan}`} prefetch={false}>
      Run {plan}
    </Link>
  );
  return { label: "Applies the plan of", value: link, help: "Writes exactly what that preview listed, or nothing." };
}

function endFacts(run: Run): Fact[] {
  const hasRead = run.state === "succeeded" || run.state === "held";
  return [
    { label: "Began", value: run.startedAt && <When at={run.startedAt} /> },
    { label: "Ended", value: run.finishedAt && <When at={run.finishedAt} /> },
    { label: "Took", value: run.startedAt && duration(run.durationMs) },
    { label: "Requests to Microsoft Graph", value: count(run.requests), help: retriesOf(run) },
    ...(hasRead ? [peopleFact(run)] : []),
    ...(run.proof ? [{ label: "Proof of completeness", value: proofSentence(run.proof) }] : []),
  ];
}

function retriesOf({ retries, throttledSeconds }: Run): string {
  const waited = throttledSeconds > 0 ? `; ${duration(throttledSeconds * 1000)} waited because Microsoft asked to` : "";
  return `${count(retries)} of them retries${waited}.`;
}

function peopleFact(run: Run): Fact {
  const { read, unchanged } = run.counts;
  return { label: "People", value: `${count(read)} read · ${count(unchanged)} unchanged`, help: supervisorsOf(run) };
}

function supervisorsOf({ counts }: Run): string {
  return `${count(counts.supervisorsSet)} got a supervisor or another one, ${count(counts.supervisorsCleared)} lost theirs.`;
}
