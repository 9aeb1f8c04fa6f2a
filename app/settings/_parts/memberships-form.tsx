"use client";
import { Radio } from "@mantine/core";
import { startTransition, useActionState, useState } from "react";
import type { MembershipCost } from "#lib/commands/membership-cost.ts";
import type { CopiedMemberships } from "#lib/config/config.ts";
import { settingsWords } from "#words/settings.tsx";
import { type ActionState, idle } from "../../_ui/action-state.ts";
import { Notice } from "../../_ui/notice.tsx";
import { askMembershipCost } from "../actions.ts";
import { SettingForm } from "./setting-form.tsx";
import type { SettingFormProps } from "./setting-form-props.ts";
import classes from "./settings.module.css";

const words = settingsWords.memberships;

/** Of which groups memberships are copied. What all of them cost is shown before it can be saved. */
export function MembershipsForm({ value, ...form }: SettingFormProps<CopiedMemberships>) {
  // What was picked ends with the value that it was picked over, saved or given up for the environment's.
  const [picked, setPicked] = useState<{ over: CopiedMemberships; next: CopiedMemberships }>();
  const chosen = picked?.over === value ? picked.next : value;
  const [cost, ask] = useActionState(askMembershipCost, idle);
  const isNew = chosen === "all" && value !== "all";
  const pick = (next: CopiedMemberships) => {
    setPicked({ over: value, next });
    if (next === "all" && value !== "all") startTransition(() => ask(new FormData()));
  };
  return (
    <SettingForm settingKey="memberships" isUnready={isNew && cost.state === "idle"} {...form}>
      {() => (
        <fieldset key={value} className={classes.fieldset}>
          <legend>{words.title}</legend>
          {(["scope", "all"] as const).map((one) => (
            <Radio
              key={one}
              name="memberships"
              value={one}
              checked={chosen === one}
              onChange={() => pick(one)}
              label={words.choices[one]}
              description={words.help[one]}
            />
          ))}
          {isNew ? <Cost state={cost} /> : null}
        </fieldset>
      )}
    </SettingForm>
  );
}

function Cost({ state }: { state: ActionState<MembershipCost> }) {
  if (state.state === "failed") return <Notice kind="warning" title={words.unknown} report={state.report} />;
  if (state.state !== "done")
    return (
      <p role="status" className="quiet">
        {words.asking}
      </p>
    );
  if (state.result.state === "unknown")
    return <Notice kind="warning" title={words.unknown} report={state.result.error} />;
  return (
    <Notice kind="info">
      <p>{words.cost(state.result)}</p>
    </Notice>
  );
}
