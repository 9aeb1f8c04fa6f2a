import Link from "next/link";
import type { Run } from "#lib/commands/runs.ts";
import { planWords } from "#words/plan.tsx";
import { removalsWords } from "#words/plan-words.ts";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import { ApplyPlan } from "./apply-plan.tsx";
import { NewPreview } from "./new-preview.tsx";
import { isOpen } from "./run-snapshot.ts";

const words = planWords.apply;

/** What became of a plan, or the button that applies it. `application` is the newest run that was to. */
export function PlanApplication({
  run,
  application,
  mayApply,
}: {
  run: Run;
  application: Run | undefined;
  mayApply: boolean;
}) {
  const { removed, held } = run.counts;
  const removals = removalsWords({ removed: removed + held, isHeld: held > 0 });
  const isDecided = application && (isOpen(application.state) || application.state === "succeeded");
  const isOutdated = application?.error?.code === "plan-outdated";
  return (
    <>
      {application ? <Applied application={application} /> : null}
      {!mayApply && !isDecided && !isOutdated ? <p className="quiet">{words.adminOnly}</p> : null}
      {mayApply && isOutdated ? <NewPreview /> : null}
      {mayApply && !isDecided && !isOutdated ? <ApplyPlan run={run.id} removals={removals} isLoud={held > 0} /> : null}
    </>
  );
}

function Applied({ application }: { application: Run }) {
  const link = (
    <Link href={`/runs/${application.id}`} prefetch={false}>
      {words.run(application.id)}
    </Link>
  );
  if (isOpen(application.state)) {
    return (
      <Notice kind="info">
        <p>{words.applying(link)}</p>
      </Notice>
    );
  }
  if (application.state === "succeeded") {
    return (
      <Notice kind="success">
        <p>{words.applied({ run: link, at: <When at={application.finishedAt} />, by: application.requestedBy })}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning">
      <p>{words.notApplied({ run: link, why: application.error?.message })}</p>
    </Notice>
  );
}
