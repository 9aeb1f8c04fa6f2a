"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { beginConsent, checkConsentAgain } from "#lib/commands/consent.ts";
import { spendAllowance } from "#lib/commands/rate-limit.ts";
import { act } from "../_server/action.ts";
import { requireAdmin } from "../_server/session.ts";
import type { ActionState } from "../_ui/action-state.ts";

/** Sends the admin to Entra's consent page. */
export async function getConsent(_: ActionState<never>, form: FormData): Promise<ActionState<never>> {
  return act({
    gate: requireAdmin,
    schema: z.object({}),
    form,
    run: async (context, { viewer }) => {
      await spendAllowance(context, { what: "consent", who: viewer.id });
      const { url } = await beginConsent(context, { viewer });
      redirect(url);
    },
  });
}

/** Looks again whether Microsoft shows the permissions by now. */
export async function checkAgain(_: ActionState<null>, form: FormData): Promise<ActionState<null>> {
  return act({
    gate: requireAdmin,
    schema: z.object({}),
    form,
    run: async (context, { viewer }) => {
      await checkConsentAgain(context, { viewer });
      refresh();
      return null;
    },
  });
}
