"use client";
import { useActionState } from "react";
import { planWords } from "#words/plan.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { applyPlan } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./plan.module.css";

const words = planWords.apply;

/** The yes to a plan, with what it does. `removals` in words, where somebody would go: then it is the guard's yes too. */
export function ApplyPlan({ run, removals, isLoud }: { run: number; removals?: string; isLoud: boolean }) {
  const [outcome, action] = useActionState(applyPlan, idle);
  return (
    <div className={classes.apply}>
      <form action={action} className={classes.form}>
        <input type="hidden" name="run" value={run} />
        <SubmitButton color={isLoud ? "red" : undefined}>{words.button}</SubmitButton>
        <p>{words.text(removals)}</p>
      </form>
      {outcome.state === "done" ? <BusyNotice busy={outcome.result} /> : null}
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
    </div>
  );
}
