import type { Run } from "#lib/commands/runs.ts";
import { count, duration } from "../../_ui/amounts.ts";
import { type Fact, Facts } from "../../_ui/facts.tsx";
import { When } from "../../_ui/when.tsx";
import { proofSentence } from "./proof-sentence.ts";

const kindWords = { full: "Full: reads everything", preview: "Preview: reads everything, writes nothing" };

/** What a run cost and what it rests on. */
export function RunNumbers({ run }: { run: Run }) {
  return (
    <Facts
      label={`Run ${run.id} in numbers`}
      facts={[
        { label: "Kind", value: kindWords[run.kind] ?? run.kind, help: run.reason ? `Why: ${run.reason}.` : undefined },
        { label: "Group to sync", value: run.groupDisplayName },
        { label: "Asked for by", value: run.requestedBy },
        { label: "Asked for", value: <When at={run.requestedAt} /> },
        { label: "Began", value: <When at={run.startedAt} /> },
        { label: "Ended", value: <When at={run.finishedAt} /> },
        { label: "Took", value: run.startedAt ? duration(run.durationMs) : null },
        { label: "Requests to Microsoft Graph", value: count(run.requests), help: retriesOf(run) },
        ...(run.state === "succeeded" || run.state === "held" ? [peopleFact(run)] : []),
        { label: "Proof of completeness", value: run.proof ? proofSentence(run.proof) : null },
      ]}
    />
  );
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
