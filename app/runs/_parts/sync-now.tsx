"use client";
import { useActionState } from "react";
import { liveRunWords } from "#words/live-run.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { syncNow } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./sync-now.module.css";

/**
 * The button that starts a run; one that is already going on is named instead. With `choice` also the kinds somebody
 * asks for who doubts the copy: a preview, and a run that reads everything.
 */
export function SyncNow({ choice = "usual" }: { choice?: "usual" | "every kind" }) {
  const [outcome, action] = useActionState(syncNow, idle);
  return (
    <div className={classes.start}>
      <div className={classes.buttons}>
        {choice === "every kind" ? (
          <>
            <form action={action}>
              <input type="hidden" name="kind" value="preview" />
              <SubmitButton variant="default">{liveRunWords.start.preview}</SubmitButton>
            </form>
            <form action={action}>
              <input type="hidden" name="kind" value="full" />
              <SubmitButton variant="default">{liveRunWords.start.full}</SubmitButton>
            </form>
          </>
        ) : null}
        <form action={action}>
          <SubmitButton>{liveRunWords.start.usual}</SubmitButton>
        </form>
      </div>
      {outcome.state === "done" ? <BusyNotice busy={outcome.result} /> : null}
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
    </div>
  );
}
