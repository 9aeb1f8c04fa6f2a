import Link from "next/link";
import type { Run } from "#lib/commands/runs.ts";
import { removalsWords } from "#words/plan-words.ts";
import { Notice } from "../../_ui/notice.tsx";
import { When } from "../../_ui/when.tsx";
import { ApplyPlan } from "./apply-plan.tsx";
import { NewPreview } from "./new-preview.tsx";
import { isOpen } from "./run-snapshot.ts";

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
      {!mayApply && !isDecided && !isOutdated ? <p className="quiet">An admin can apply this plan.</p> : null}
      {mayApply && isOutdated ? <NewPreview /> : null}
      {mayApply && !isDecided && !isOutdated ? <ApplyPlan run={run.id} removals={removals} isLoud={held > 0} /> : null}
    </>
  );
}

function Applied({ application }: { application: Run }) {
  const link = (
    <Link href={`/runs/${application.id}`} prefetch={false}>
      Run {application.id}
    </Link>
  );
  if (isOpen(application.state)) {
    return (
      <Notice kind="info">
        <p>{link} is applying this plan.</p>
      </Notice>
    );
  }
  if (application.state === "succeeded") {
    return (
      <Notice kind="success">
        <p>
          {link} applied this plan <When at={application.finishedAt} />, asked for by {application.requestedBy}.
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning">
      <p>
        {link} did not apply this plan: {application.error?.message ?? "it was stopped and changed nothing."}
      </p>
    </Notice>
  );
}
