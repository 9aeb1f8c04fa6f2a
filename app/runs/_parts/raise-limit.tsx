"use client";
import { TextInput } from "@mantine/core";
import { useActionState } from "react";
import type { GuardOffer } from "#lib/commands/raise-guard.ts";
import { heldWords } from "#words/held.tsx";
import { settingsWords } from "#words/settings.tsx";
import { idle } from "../../_ui/action-state.ts";
import { useAwaited } from "../../_ui/frame/messages.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { raiseLimit } from "../actions.ts";
import { BusyNotice } from "./busy-notice.tsx";
import classes from "./held-removals.module.css";

const words = heldWords.raise;

/** The third way on, for an organisation that really changes as much; only where a limit is what holds the removals. */
export function RaiseLimit({ run, offer }: { run: number; offer: GuardOffer }) {
  const [outcome, action, isPending] = useActionState(raiseLimit, idle);
  useAwaited(`decision-${run}`, { isPending });
  if (offer.state === "below-guard") return null;
  if (offer.state === "everyone") {
    return <p className="quiet">{words.noHelp}</p>;
  }
  const { share, people } = offer.suggested;
  const typed = outcome.state === "invalid" ? outcome : { fields: {}, values: {} };
  const { fields, values }: { fields: Record<string, string>; values: Record<string, string> } = typed;
  return (
    <form action={action} className={classes.decision} data-fields noValidate>
      <input type="hidden" name="run" value={run} />
      <div>
        <p>{words.text}</p>
        <div className={classes.limits}>
          <TextInput
            name="share"
            label={settingsWords.guard.share}
            inputMode="decimal"
            defaultValue={values.share ?? String(Math.round(share * 10_000) / 100)}
            error={fields.share}
            autoComplete="off"
          />
          <TextInput
            name="people"
            label={settingsWords.guard.people}
            inputMode="numeric"
            defaultValue={values.people ?? String(people)}
            error={fields.people}
            autoComplete="off"
          />
        </div>
        {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
        {outcome.state === "done" && outcome.result.state === "busy" ? <BusyNotice busy={outcome.result} /> : null}
      </div>
      <SubmitButton variant="default">{words.button}</SubmitButton>
    </form>
  );
}
