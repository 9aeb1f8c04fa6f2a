"use client";
import { useActionState } from "react";
import { consentWords as words } from "#words/consent.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { getConsent } from "../actions.ts";

/** Leads to Entra; a form, so that it works before the page is hydrated. */
export function GetConsent() {
  const [state, action] = useActionState(getConsent, idle);
  return (
    <form action={action}>
      <SubmitButton>{words.ask.button}</SubmitButton>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}
