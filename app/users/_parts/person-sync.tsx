"use client";
import { type ReactNode, useActionState } from "react";
import { personWords } from "#words/person.tsx";
import { idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { syncPerson } from "../[id]/actions.ts";
import classes from "./person-actions.module.css";
import { PersonSyncedNotice } from "./person-synced.tsx";

/** The button that brings one person up to date, what stands beside it, and below what came of it. */
export function SyncPerson({ id, children }: { id: string; children?: ReactNode }) {
  const [outcome, action] = useActionState(syncPerson, idle);
  const { sync, syncing } = personWords.actions;
  return (
    <>
      <div className={classes.actions}>
        <form action={action}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="default" pendingLabel={syncing}>
            {sync}
          </SubmitButton>
        </form>
        {children}
      </div>
      <div className={classes.outcome}>
        {outcome.state === "done" ? <PersonSyncedNotice synced={outcome.result} /> : null}
        {outcome.state === "failed" ? <Notice kind="error" report={outcome.report} /> : null}
      </div>
    </>
  );
}
