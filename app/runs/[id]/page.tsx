import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { explain } from "#lib/commands/explanation.ts";
import { findRun, type Run } from "#lib/commands/runs.ts";
import { type RunQuery, readQuery, runQuery } from "#lib/directory/schema.ts";
import type { ErrorReport } from "#lib/errors.ts";
import { runSentence } from "#words/run-sentence.ts";
import { runsWords } from "#words/runs.tsx";
import { appContext } from "../../_server/context.ts";
import { orNotFound } from "../../_server/or-not-found.ts";
import { runSnapshot } from "../../_server/run-snapshot.ts";
import { requireViewer } from "../../_server/session.ts";
import type { SearchParams } from "../../_ui/address.ts";
import { Explained } from "../../_ui/explained.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";
import { Section } from "../../_ui/section.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { CancelRun } from "../_parts/cancel-run.tsx";
import { ChangesOfRun } from "../_parts/changes-of-run.tsx";
import { DecisionsOfRun } from "../_parts/decisions-of-run.tsx";
import { HeldRemovalsOfRun } from "../_parts/held-removals-of-run.tsx";
import { LiveRun } from "../_parts/live-run.tsx";
import { NewPreview } from "../_parts/new-preview.tsx";
import { PlanOfRun } from "../_parts/plan-of-run.tsx";
import { runNumber } from "../_parts/run-number.ts";
import { RunNumbers } from "../_parts/run-numbers.tsx";
import { RunPhases } from "../_parts/run-phases.tsx";
import { isOpen } from "../_parts/run-snapshot.ts";
import { SupportBlock } from "../_parts/support-block.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireViewer();
  return { title: runsWords.run((await runAt((await params).id)).id) };
}

export default async function RunPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const mayDecide = viewer.role === "admin";
  const run = await runAt((await params).id);
  const search = await searchParams;
  const query = await orNotFound(async () => readQuery(runQuery, search));
  return (
    <>
      <PageHeader
        title={runsWords.run(run.id)}
        // Of an open run the progress below tells the state, and goes on telling it.
        lead={
          isOpen(run.state) ? undefined : (
            <>
              <StateBadge state={run.state} /> {runsWords.sentence(runSentence(run))}
            </>
          )
        }
      />
      {isOpen(run.state) ? (
        <LiveRun run={run.id} initial={await runSnapshot(await appContext(), run)}>
          {mayDecide ? <CancelRun run={run.id} /> : null}
        </LiveRun>
      ) : null}
      {run.state === "failed" && run.error ? <Failure error={run.error} /> : null}
      {run.error?.code === "plan-outdated" && mayDecide ? <NewPreview /> : null}
      {run.heldWaiting > 0 ? (
        <HeldRemovalsOfRun run={run} after={query.heldAfter} mayDecide={mayDecide} />
      ) : (
        <DecisionsOfRun run={run} mayDecide={mayDecide} />
      )}
      {run.state === "succeeded" || run.state === "held" ? (
        <Outcome run={run} query={query} mayApply={mayDecide} />
      ) : null}
      {isOpen(run.state) || run.phases.length === 0 ? null : (
        <Section title={runsWords.numbers.steps}>
          <RunPhases phases={run.phases} isCutOff={run.state === "failed" || run.state === "cancelled"} />
        </Section>
      )}
      <Section title={runsWords.numbers.title}>
        <RunNumbers run={run} />
      </Section>
      {isOpen(run.state) ? null : <SupportBlock run={run} />}
    </>
  );
}

/** Why it failed: Microsoft's words, and what its code means to whoever has to mend it. */
async function Failure({ error }: { error: ErrorReport }) {
  const explanation = explain(error, (await appContext()).config.graph);
  return (
    <Notice kind="error" report={error}>
      <p>{error.message}</p>
      {explanation ? <Explained explanation={explanation} /> : null}
    </Notice>
  );
}

/** What the run changed; of a preview, what it would change. */
function Outcome({ run, query, mayApply }: { run: Run; query: RunQuery; mayApply: boolean }) {
  if (run.kind !== "preview") return <ChangesOfRun run={run} query={query} />;
  return <PlanOfRun run={run} kind={query.kind} after={query.after} mayApply={mayApply} />;
}

/** Read once for the title and the page; an address that names no run is answered with 404. */
const runAt = cache(async (text: string): Promise<Run> => {
  const id = runNumber(text);
  const run = id === undefined ? undefined : await findRun(await appContext(), id);
  return run ?? notFound();
});
