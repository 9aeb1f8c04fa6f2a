import Link from "next/link";
import type { ReactNode } from "react";
import type { Run } from "#lib/commands/runs.ts";
import { duration } from "#words/amounts.ts";
import { runSentence } from "#words/run-sentence.ts";
import { runsWords } from "#words/runs.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { PrincipalName } from "../../_ui/principal-name.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { When } from "../../_ui/when.tsx";

const words = runsWords.table;

const columns: Column<Run>[] = [
  {
    id: "run",
    header: words.run,
    cell: (run) => (
      <Link href={`/runs/${run.id}`} prefetch={false}>
        {runsWords.run(run.id)}
      </Link>
    ),
  },
  {
    id: "state",
    header: words.state,
    cell: (run) => <StateBadge state={run.state} />,
  },
  {
    id: "sentence",
    header: words.happened,
    cell: (run) => whatHappened(run),
    prose: true,
  },
  { id: "requestedAt", header: words.askedFor, cell: (run) => <When at={run.requestedAt} /> },
  {
    id: "requestedBy",
    header: words.by,
    cell: (run) => <PrincipalName name={run.requestedBy} />,
    prose: true,
    optional: true,
  },
  {
    id: "duration",
    header: words.took,
    cell: (run) => (run.finishedAt && run.startedAt ? duration(run.durationMs) : words.notYet),
    numeric: true,
    optional: true,
  },
];

function whatHappened(run: Run): string {
  return run.state === "failed" && run.error ? `${runSentence(run)} ${run.error.message}` : runSentence(run);
}

/** Runs, newest first, each with its sentence. */
export function RunsTable({ runs, empty }: { runs: Run[]; empty?: ReactNode }) {
  return (
    <DataTable caption={words.caption} columns={columns} rows={runs} rowKey={(run) => String(run.id)} empty={empty} />
  );
}
