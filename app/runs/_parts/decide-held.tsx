"use client";
import { useActionState } from "react";
import { idle } from "../../_ui/action-state.ts";
import { people } from "../../_ui/amounts.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { decideHeld } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./held-removals.module.css";

/** Approve and reject, each with what it does. Two forms, so that the return key never decides. */
export function DecideHeld({ run, waiting }: { run: number; waiting: number }) {
  const [outcome, action] = useActionState(decideHeld, idle);
  return (
    <div className={classes.decisions}>
      <form action={action} className={classes.decision}>
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="decision" value="approve" />
        <SubmitButton color="red">Approve</SubmitButton>
        <p>
          Marks {people(waiting)} as removed. Their rows stay with date and reason, and whoever comes back to the group
          is restored by the run that sees it.
        </p>
      </form>
      <form action={action} className={classes.decision}>
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="decision" value="reject" />
        <SubmitButton variant="default">Reject</SubmitButton>
        <p>
          Leaves everybody as they are. The next run looks again: while as many are missing, it stops and asks again.
        </p>
      </form>
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
      {outcome.state === "done" && outcome.result.state === "busy" ? <BusyNotice busy={outcome.result} /> : null}
    </div>
  );
}
