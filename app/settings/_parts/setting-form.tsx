"use client";
import { type ReactNode, useActionState } from "react";
import type { SettingKey } from "#lib/settings/model.ts";
import { settingsWords as words } from "#words/settings.tsx";
import { type ActionState, idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { StateBadge } from "../../_ui/state-badge.tsx";
import { SubmitButton } from "../../_ui/submit-button.tsx";
import { followEnvironmentAgain, type Saved, saveSetting } from "../actions.ts";
import { GroupCheckNotice } from "./group-check-notice.tsx";
import classes from "./settings.module.css";

/** What a form's fields need: what is wrong with each, and what was typed before it was found wrong. */
export type Typed = { faults: Record<string, string>; values: Record<string, string> };

/** One setting: its fields, Save, where its value comes from, and the way back to the environment's value. */
export function SettingForm({
  settingKey,
  source,
  fallback,
  isUnready,
  children,
}: {
  settingKey: SettingKey;
  /** Where the value comes from. */
  source: ReactNode;
  /** What it would be without the change made here; absent when nothing was changed. */
  fallback?: string;
  /** Whether something has to be shown before this can be saved. */
  isUnready?: boolean;
  children: (typed: Typed) => ReactNode;
}) {
  const [saved, save] = useActionState(saveSetting, idle);
  const typed = saved.state === "invalid" ? { faults: saved.fields, values: saved.values } : { faults: {}, values: {} };
  return (
    <div className={classes.setting}>
      <form action={save} className={classes.form} noValidate>
        <input type="hidden" name="key" value={settingKey} />
        {children(typed)}
        <div className={classes.actions}>
          <SubmitButton variant="default" disabled={isUnready}>
            {words.save}
          </SubmitButton>
          <Result state={saved} />
        </div>
      </form>
      <div className={classes.source}>{source}</div>
      {fallback === undefined ? null : <FollowEnvironment settingKey={settingKey} fallback={fallback} />}
    </div>
  );
}

function Result({ state }: { state: ActionState<Saved> }) {
  if (state.state === "failed") return <Notice kind="error" report={state.report} />;
  if (state.state === "invalid") {
    const { form, key } = state.fields;
    return (
      <span role="alert" className={classes.notSaved}>
        {words.notSaved(form ?? key)}
      </span>
    );
  }
  if (state.state === "idle") return null;
  return (
    <>
      <span role="status">
        <StateBadge state="succeeded" word={words.saved} />
      </span>
      {state.result.group ? (
        <div className={classes.ownLine}>
          <GroupCheckNotice check={state.result.group} />
        </div>
      ) : null}
    </>
  );
}

function FollowEnvironment({ settingKey, fallback }: { settingKey: SettingKey; fallback: string }) {
  const [state, action] = useActionState(followEnvironmentAgain, idle);
  return (
    <form action={action} className={classes.back}>
      <input type="hidden" name="key" value={settingKey} />
      <SubmitButton variant="default" size="xs">
        {words.back.button}
      </SubmitButton>
      <span className="quiet small">{words.back.value(fallback)}</span>
      {state.state === "failed" ? <Notice kind="error" report={state.report} /> : null}
    </form>
  );
}
