import type { Metadata } from "next";
import Link from "next/link";
import { changesByDay } from "#lib/commands/runs-by-day.ts";
import { standing } from "#lib/commands/status.ts";
import { Figures } from "./_overview/figures.tsx";
import { Statements } from "./_overview/statements.tsx";
import { statementsOf } from "./_overview/statements-of.ts";
import { Week } from "./_overview/week.tsx";
import { appContext } from "./_server/context.ts";
import { requireViewer } from "./_server/session.ts";
import { EmptyState } from "./_ui/empty-state.tsx";
import { PageHeader } from "./_ui/page-header.tsx";
import { Section } from "./_ui/section.tsx";
import { RunsTable } from "./runs/_parts/runs-table.tsx";
import { SyncNow } from "./runs/_parts/sync-now.tsx";

export const metadata: Metadata = { title: { absolute: "Overview · Rollcall" } };

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const context = await appContext();
  const [now, days] = await Promise.all([standing(context), changesByDay(context)]);
  const group = now.lastRuns.find((run) => run.groupDisplayName !== null)?.groupDisplayName;
  return (
    <>
      <PageHeader title="Overview" lead={group ? `The people of ${group}.` : undefined}>
        {viewer.role === "admin" ? <SyncNow /> : null}
      </PageHeader>
      <Statements statements={statementsOf(now, { now: context.now() })} />
      <Figures counts={now.counts} />
      {now.freshness.asOf ? <Week days={days} /> : null}
      <Section title="Last runs" actions={<Link href="/runs">All runs</Link>}>
        <RunsTable
          runs={now.lastRuns}
          empty={
            <EmptyState title="No run yet">
              Grant the app its permissions with <Link href="/consent">Get consent</Link>, then start the first run with
              Sync now.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
