"use server";
import { refresh } from "next/cache";
import { type MembershipCost, membershipCost } from "#lib/commands/membership-cost.ts";
import { changeSetting, checkGroup, followEnvironment, type GroupCheck } from "#lib/commands/settings.ts";
import type { SettingKey } from "#lib/settings/model.ts";
import { nothingInput, settingInput, settingKeyInput } from "#lib/settings/schema.ts";
import { act } from "../_server/action.ts";
import { requireAdmin } from "../_server/session.ts";
import type { ActionState } from "../_ui/action-state.ts";

/** What was stored; of a group also what Entra says to it. */
export type Saved = { key: SettingKey; group?: GroupCheck };

/** Stores one setting; the form's `key` says which. */
export async function saveSetting(_: ActionState<Saved>, form: FormData): Promise<ActionState<Saved>> {
  return act({
    gate: requireAdmin,
    schema: settingInput,
    form,
    run: async (context, { viewer, input }) => {
      await changeSetting(context, { viewer, setting: input });
      refresh();
      if (input.key !== "groupToSync") return { key: input.key };
      return { key: input.key, group: await checkGroup(context, { name: input.value }) };
    },
  });
}

/** Lets one setting follow the environment again. */
export async function followEnvironmentAgain(_: ActionState<Saved>, form: FormData): Promise<ActionState<Saved>> {
  return act({
    gate: requireAdmin,
    schema: settingKeyInput,
    form,
    run: async (context, { viewer, input }) => {
      await followEnvironment(context, { viewer, key: input.key });
      refresh();
      return { key: input.key };
    },
  });
}

/** What copying the memberships of all groups would cost; nothing changes. */
export async function askMembershipCost(
  _: ActionState<MembershipCost>,
  form: FormData,
): Promise<ActionState<MembershipCost>> {
  return act({ gate: requireAdmin, schema: nothingInput, form, run: (context) => membershipCost(context) });
}
