import Link from "next/link";
import type { SpanSummary } from "#lib/commands/supervisors.ts";
import { type ProblemKind, problemKinds } from "#lib/directory/model.ts";
import { count } from "#words/amounts.ts";
import { qualityWords } from "#words/supervisors.tsx";
import { type Column, DataTable } from "../../_ui/data-table.tsx";
import { Unknown } from "../../_ui/facts.tsx";

const { columns: headers, problems } = qualityWords;

/** What the report looks for: how much of it there is, and what to do about it. */
export function FindingsTable({ counts, shown }: { counts: SpanSummary["problems"]; shown: ProblemKind | undefined }) {
  const columns: Column<ProblemKind>[] = [
    {
      id: "problem",
      header: headers.problem,
      cell: (kind) => (
        <Link
          href={`/supervisors/quality?kind=${kind}#list`}
          prefetch={false}
          className="name"
          aria-current={kind === shown ? "true" : undefined}
        >
          {problems[kind].name}
        </Link>
      ),
    },
    { id: "count", header: headers.count, cell: (kind) => count(counts[kind]), numeric: true },
    { id: "mend", header: headers.mend, cell: (kind) => problems[kind].mend, prose: true },
    {
      id: "file",
      header: headers.file,
      cell: (kind) =>
        counts[kind] === 0 ? (
          <Unknown />
        ) : (
          <a
            href={`/supervisors/quality/export?kind=${kind}`}
            download
            aria-label={qualityWords.fileOf(problems[kind].name)}
          >
            {qualityWords.file}
          </a>
        ),
    },
  ];
  return <DataTable caption={qualityWords.kinds} columns={columns} rows={[...problemKinds]} rowKey={(kind) => kind} />;
}
