"use client";
import { useActionState } from "react";
import type { GuardOffer } from "#lib/commands/raise-guard.ts";
import { people } from "#words/amounts.ts";
import { idle } from "../../_ui/action-state.ts";
import { useAwaited } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { decideHeld } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./held-removals.module.css";
import { RaiseLimit } from "./raise-limit.tsx";
import { WhileApproving } from "./while-approving.tsx";

/** The ways on, each with what it does. A form each, so that the return key never approves. */
export function DecideHeld({ run, waiting, offer }: { run: number; waiting: number; offer: GuardOffer }) {
  const [outcome, action, isPending] = useActionState(decideHeld, idle);
  useAwaited(`decision-${run}`, { isPending });
  return (
    <div className={classes.decisions}>
      <form action={action} className={classes.decision}>
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="decision" value="approve" />
        <SubmitButton color="red">Approve</SubmitButton>
        <p>
          Asks Microsoft for each of the {people(waiting)} once more and marks those as removed who are still gone.
          Their rows stay with date and reason, and whoever comes back is restored by the run that sees it.
        </p>
        <WhileApproving people={people(waiting)} />
      </form>
      <form action={action} className={classes.decision}>
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="decision" value="reject" />
        <SubmitButton variant="default">Reject</SubmitButton>
        <p>
          Leaves everybody as they are, for now: a rejection is no exemption. Every later run looks for them again, and
          while so many are missing it stops and asks again.
        </p>
      </form>
      <RaiseLimit run={run} offer={offer} />
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
      {outcome.state === "done" && outcome.result.state === "busy" ? <BusyNotice busy={outcome.result} /> : null}
    </div>
  );
}
