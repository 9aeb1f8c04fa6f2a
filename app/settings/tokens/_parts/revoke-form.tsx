"use client";
import { useActionState } from "react";
import { tokensWords } from "#words/tokens.tsx";
import { idle } from "../../../_ui/action-state.ts";
import { ClosingDetails } from "../../../_ui/closing-details.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { SubmitButton } from "../../../_ui/submit-button.tsx";
import { revokeToken } from "../actions.ts";
import classes from "./tokens.module.css";

const words = tokensWords.list;

/** Says what revoking does before it is done. */
export function RevokeForm({ id, name }: { id: number; name: string }) {
  const [state, action] = useActionState(revokeToken, idle);
  return (
    <ClosingDetails className={classes.revoke} label={words.revokeNamed(name)} sign={words.revoke}>
      <form action={action} className={classes.sure}>
        <input type="hidden" name="id" value={id} />
        <p>{words.sure}</p>
        <SubmitButton color="red" pendingLabel={words.revoking} size="xs">
          {words.revokeNamed(name)}
        </SubmitButton>
        {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
      </form>
    </ClosingDetails>
  );
}
