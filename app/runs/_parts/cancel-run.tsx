"use client";
import { useActionState } from "react";
import { liveRunWords } from "#words/live-run.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { cancel } from "../actions.ts";

/** Asks an open run to stop. It does so within seconds; until then the wish is said. */
export function CancelRun({ run }: { run: number }) {
  const [outcome, action] = useActionState(cancel, idle);
  if (outcome.state === "failed") return <Notice kind="error" report={outcome.report} />;
  if (outcome.state === "done" && outcome.result)
    return (
      <p className="quiet" role="status">
        {liveRunWords.stopping}
      </p>
    );
  return (
    <form action={action}>
      <input type="hidden" name="run" value={run} />
      <SubmitButton variant="default">{liveRunWords.cancel}</SubmitButton>
    </form>
  );
}
