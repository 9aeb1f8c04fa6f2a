"use client";
import { TextInput } from "@mantine/core";
import { useActionState } from "react";
import { privacyWords } from "#words/privacy.tsx";
import { idle } from "../../../_ui/action-state.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { SubmitButton } from "../../../_ui/submit-button.tsx";
import { erase } from "../actions.ts";
import classes from "./privacy.module.css";

const words = privacyWords.person;

/** What erasing does, and the name to type before it does it. */
export function EraseForm({ id, isLive }: { id: string; isLive: boolean }) {
  const [state, action] = useActionState(erase, idle);
  if (state.state === "done") return <Notice kind="success">{words.erased}</Notice>;
  return (
    <form action={action} className={classes.found}>
      <input type="hidden" name="person" value={id} />
      {isLive ? <Notice kind="warning">{words.eraseLive}</Notice> : null}
      <div className={classes.look}>
        <TextInput
          name="confirmation"
          label={words.eraseLabel}
          description={words.eraseHelp}
          error={state.state === "invalid" ? state.fields.confirmation : undefined}
          autoComplete="off"
          spellCheck={false}
        />
        <SubmitButton color="red">{words.erase}</SubmitButton>
      </div>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}
