"use client";
import { useActionState } from "react";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { syncNow } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./sync-now.module.css";

/** The button that starts a run; one that is already going on is named instead. */
export function SyncNow({ primary = true }: { primary?: boolean }) {
  const [outcome, action] = useActionState(syncNow, idle);
  return (
    <div className={classes.start}>
      <form action={action}>
        <SubmitButton variant={primary ? "filled" : "default"}>Sync now</SubmitButton>
      </form>
      {outcome.state === "done" ? <BusyNotice busy={outcome.result} /> : null}
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
    </div>
  );
}
