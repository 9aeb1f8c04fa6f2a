"use client";
import { useActionState } from "react";
import type { GuardOffer } from "#lib/commands/raise-guard.ts";
import { people } from "#words/amounts.ts";
import { heldWords } from "#words/held.tsx";
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
        <SubmitButton color="red">{heldWords.approve.button}</SubmitButton>
        <p>{heldWords.approve.text(people(waiting))}</p>
        <WhileApproving run={run} people={people(waiting)} />
      </form>
      <form action={action} className={classes.decision}>
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="decision" value="reject" />
        <SubmitButton variant="default">{heldWords.reject.button}</SubmitButton>
        <p>{heldWords.reject.text}</p>
      </form>
      <RaiseLimit run={run} offer={offer} />
      {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
      {outcome.state === "done" && outcome.result.state === "busy" ? <BusyNotice busy={outcome.result} /> : null}
    </div>
  );
}
