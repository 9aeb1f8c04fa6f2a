import type { Metadata } from "next";
import { listRuns } from "#lib/commands/runs.ts";
import { readQuery, runsQuery } from "#lib/directory/schema.ts";
import { runsWords } from "#words/runs.tsx";
import { dayWords, placeWords } from "#words/time-words.ts";
import { appContext } from "../_server/context.ts";
import { orNotFound } from "../_server/or-not-found.ts";
import { requireViewer } from "../_server/session.ts";
import { viewerZone } from "../_server/viewer-zone.ts";
import { addressWith, type SearchParams } from "../_ui/address.ts";
import { EmptyState } from "../_ui/empty-state.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Pager } from "../_ui/pager.tsx";
import { RunsTable } from "./_parts/runs-table.tsx";
import { SyncNow } from "./_parts/sync-now.tsx";

export const metadata: Metadata = { title: runsWords.title };

const runsPerPage = 50;

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const search = await searchParams;
  const { before, day } = await orNotFound(async () => readQuery(runsQuery, search));
  const context = await appContext();
  const zone = await viewerZone();
  const found = await listRuns(context, { before, day, zone, limit: runsPerPage + 1 });
  const runs = found.slice(0, runsPerPage);
  const last = runs.at(-1);
  const at = (run: number | undefined) =>
    addressWith("/runs", { change: { day, before: run === undefined ? undefined : String(run) } });
  return (
    <>
      <PageHeader
        title={day === undefined ? runsWords.title : runsWords.ofDay(dayWords(new Date(day)))}
        lead={
          day === undefined ? runsWords.lead : runsWords.ofDayLead({ zone: placeWords(zone), all: linkTo("/runs") })
        }
      >
        {viewer.role === "admin" && day === undefined ? <SyncNow choice="every kind" /> : null}
      </PageHeader>
      <RunsTable runs={runs} empty={<NoRuns isOlder={before !== undefined} isOfDay={day !== undefined} />} />
      <Pager
        summary={runs.length === 0 ? "" : runsWords.range(last?.id, runs[0]?.id)}
        first={before === undefined ? undefined : at(undefined)}
        next={found.length > runsPerPage ? at(last?.id) : undefined}
      />
    </>
  );
}

function NoRuns({ isOlder, isOfDay }: { isOlder: boolean; isOfDay: boolean }) {
  const { noneOfDay, none, noOlder } = runsWords;
  if (isOfDay) return <EmptyState title={noneOfDay.title}>{noneOfDay.text(linkTo("/runs"))}</EmptyState>;
  return <EmptyState title={isOlder ? noOlder : none.title}>{none.text}</EmptyState>;
}
