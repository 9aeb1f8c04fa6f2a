import type { Metadata } from "next";
import { listRuns } from "#lib/commands/runs.ts";
import { appContext } from "../_server/context.ts";
import { requireViewer } from "../_server/session.ts";
import { type SearchParams, textOf } from "../_ui/address.ts";
import { EmptyState } from "../_ui/empty-state.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Pager } from "../_ui/pager.tsx";
import { runNumber } from "./_parts/run-number.ts";
import { RunsTable } from "./_parts/runs-table.tsx";
import { SyncNow } from "./_parts/sync-now.tsx";

export const metadata: Metadata = { title: "Runs" };

const runsPerPage = 50;

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const before = runNumber(textOf((await searchParams).before));
  const context = await appContext();
  const found = await listRuns(context, { before, limit: runsPerPage + 1 });
  const runs = found.slice(0, runsPerPage);
  const last = runs.at(-1);
  return (
    <>
      <PageHeader title="Runs" lead="Every time the directory was read, what came of it, newest first.">
        {viewer.role === "admin" ? <SyncNow choice="every kind" /> : null}
      </PageHeader>
      <RunsTable
        runs={runs}
        empty={
          <EmptyState title={before === undefined ? "No run yet" : "No older runs"}>
            A run reads the directory and brings this copy up to date. An admin starts the first one with Sync now.
          </EmptyState>
        }
      />
      <Pager
        summary={runs.length === 0 ? "" : `Runs ${last?.id}–${runs[0]?.id}`}
        first={before === undefined ? undefined : "/runs"}
        next={found.length > runsPerPage && last ? `/runs?before=${last.id}` : undefined}
      />
    </>
  );
}
