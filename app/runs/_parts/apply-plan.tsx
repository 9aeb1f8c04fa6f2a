"use client";
import { useActionState } from "react";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { applyPlan } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./plan.module.css";

/** The yes to a plan, with what it does. `removals` in words, where somebody would go: then it is the guard's yes too. */
export function ApplyPlan({ run, removals, isLoud }: { run: number; removals?: string; isLoud: boolean }) {
  const [outcome, action] = useActionState(applyPlan, idle);
  return (
    <div className={classes.apply}>
      <form action={action} className={classes.form}>
        <input type="hidden" name="run" value={run} />
        <SubmitButton color={isLoud ? "red" : undefined}>Apply this plan</SubmitButton>
        <p>
          Reads the directory anew and writes exactly what is listed here, or nothing: where anything has changed since,
          the plan is refused. {removals}
        </p>
      </form>
      {outcome.state === "done" ? <BusyNotice busy={outcome.result} /> : null}
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
    </div>
  );
}
