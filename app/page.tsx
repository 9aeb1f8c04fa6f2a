import type { Metadata } from "next";
import Link from "next/link";
import { changesByDay } from "#lib/commands/runs-by-day.ts";
import { standing } from "#lib/commands/status.ts";
import { frameWords } from "#words/frame.tsx";
import { overviewWords } from "#words/overview.tsx";
import { Figures } from "./_overview/figures.tsx";
import { Statements } from "./_overview/statements.tsx";
import { statementsOf } from "./_overview/statements-of.ts";
import { Week } from "./_overview/week.tsx";
import { appContext } from "./_server/context.ts";
import { requireViewer } from "./_server/session.ts";
import { viewerZone } from "./_server/viewer-zone.ts";
import { EmptyState } from "./_ui/empty-state.tsx";
import { linkTo } from "./_ui/link-to.tsx";
import { PageHeader } from "./_ui/page-header.tsx";
import { Section } from "./_ui/section.tsx";
import { RunsTable } from "./runs/_parts/runs-table.tsx";
import { SyncNow } from "./runs/_parts/sync-now.tsx";

const { lastRuns } = overviewWords;

export const metadata: Metadata = { title: { absolute: frameWords.pageTitle(overviewWords.title) } };

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const context = await appContext();
  const zone = await viewerZone();
  const [now, days] = await Promise.all([standing(context), changesByDay(context, { zone })]);
  const group = now.lastRuns.find((run) => run.groupDisplayName !== null)?.groupDisplayName;
  return (
    <>
      <PageHeader title={overviewWords.title} lead={group ? overviewWords.lead(group) : undefined}>
        {viewer.role === "admin" ? <SyncNow /> : null}
      </PageHeader>
      <Statements statements={statementsOf(now, { now: context.now() })} />
      <Figures counts={now.counts} />
      {now.freshness.asOf ? <Week days={days} zone={zone} /> : null}
      <Section title={lastRuns.title} actions={<Link href="/runs">{lastRuns.all}</Link>}>
        <RunsTable
          runs={now.lastRuns}
          empty={<EmptyState title={lastRuns.none}>{lastRuns.noneText(linkTo("/consent"))}</EmptyState>}
        />
      </Section>
    </>
  );
}
