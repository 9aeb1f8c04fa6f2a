"use client";
import { NativeSelect, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { tokensWords } from "#words/tokens.tsx";
import { idle } from "../../../_ui/action-state.ts";
import { CopyButton } from "../../../_ui/copy-button.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { SubmitButton } from "../../../_ui/submit-button.tsx";
import { makeToken } from "../actions.ts";
import classes from "./tokens.module.css";

const { make, made } = tokensWords;

/** Makes a token and shows it, once. */
export function MakeForm({ days }: { days: readonly number[] }) {
  const [state, action] = useActionState(makeToken, idle);
  return (
    <form action={action} className={classes.make}>
      <div className={classes.fields}>
        <TextInput
          name="name"
          label={make.name}
          description={make.nameHelp}
          defaultValue={state.state === "invalid" ? state.values.name : ""}
          error={state.state === "invalid" ? state.fields.name : undefined}
          maxLength={100}
          autoComplete="off"
          className={classes.name}
        />
        <NativeSelect
          name="days"
          label={make.days}
          data={days.map((one) => ({ value: String(one), label: make.daysOf(one) }))}
        />
        <SubmitButton pendingLabel={make.submitting}>{make.submit}</SubmitButton>
      </div>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
      {state.state === "done" ? (
        <Notice kind="success" title={made.title}>
          <p>{made.text(state.result)}</p>
          <p className={classes.token}>
            <code>{state.result.token}</code>
            <CopyButton value={state.result.token} label={made.label} />
          </p>
        </Notice>
      ) : null}
    </form>
  );
}
