"use client";
import { TextInput } from "@mantine/core";
import { useActionState } from "react";
import type { GuardOffer } from "#lib/commands/raise-guard.ts";
import { idle } from "../../_ui/action-state.ts";
import { useAwaited } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { raiseLimit } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./held-removals.module.css";

/** The third way on, for an organisation that really changes as much; only where a limit is what holds the removals. */
export function RaiseLimit({ run, offer }: { run: number; offer: GuardOffer }) {
  const [outcome, action, isPending] = useActionState(raiseLimit, idle);
  useAwaited(`decision-${run}`, { isPending });
  if (offer.state === "below-guard") return null;
  if (offer.state === "everyone") {
    return <p className="quiet">Raising the limit would not help: the removal of everybody is held whatever it is.</p>;
  }
  const { share, people } = offer.suggested;
  const typed = outcome.state === "invalid" ? outcome : { fields: {}, values: {} };
  const { fields, values }: { fields: Record<string, string>; values: Record<string, string> } = typed;
  return (
    <form action={action} className={classes.decision} data-fields noValidate>
      <input type="hidden" name="run" value={run} />
      <div>
        <p>
          Removes nobody now. Changes the removal guard for all runs to come, and the next run decides anew: it holds
          removals only above both, the share and the number.
        </p>
        <div className={classes.limits}>
          <TextInput
            name="share"
            label="Share, in percent"
            inputMode="decimal"
            defaultValue={values.share ?? String(Math.round(share * 10_000) / 100)}
            error={fields.share}
            autoComplete="off"
          />
          <TextInput
            name="people"
            label="Number of people"
            inputMode="numeric"
            defaultValue={values.people ?? String(people)}
            error={fields.people}
            autoComplete="off"
          />
        </div>
        {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
        {outcome.state === "done" && outcome.result.state === "busy" ? <BusyNotice busy={outcome.result} /> : null}
      </div>
      <SubmitButton variant="default">Raise limit</SubmitButton>
    </form>
  );
}
