"use client";
import { useActionState } from "react";
import { planWords } from "#words/plan.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { syncNow } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./plan.module.css";

/** The way on from a plan that is out of date. */
export function NewPreview() {
  const [outcome, action] = useActionState(syncNow, idle);
  return (
    <form action={action} className={classes.again}>
      <input type="hidden" name="kind" value="preview" />
      <SubmitButton variant="default">{planWords.newPreview}</SubmitButton>
      {outcome.state === "done" ? <BusyNotice busy={outcome.result} /> : null}
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
    </form>
  );
}
