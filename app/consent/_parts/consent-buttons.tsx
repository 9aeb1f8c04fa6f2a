"use client";
import { useActionState } from "react";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { checkAgain, getConsent } from "../actions.ts";

/** Leads to Entra; a form, so that it works before the page is hydrated. */
export function GetConsent() {
  const [state, action] = useActionState(getConsent, idle);
  return (
    <form action={action}>
      <SubmitButton>Get consent</SubmitButton>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}

/** Asks Microsoft once more. */
export function CheckAgain() {
  const [state, action] = useActionState(checkAgain, idle);
  return (
    <form action={action}>
      <SubmitButton variant="default" size="xs" pendingLabel="Asking Microsoft">
        Check again
      </SubmitButton>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}
