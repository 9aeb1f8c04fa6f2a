"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type PersonSynced, syncUser } from "#lib/commands/user-sync.ts";
import { objectIdOf } from "#lib/directory/model.ts";
import { act } from "../../_server/action.ts";
import { requireAdmin } from "../../_server/session.ts";
import type { ActionState } from "../../_ui/action-state.ts";

const ofPerson = z.object({
  id: z.string().transform((text, issues) => {
    const id = objectIdOf(text);
    if (id) return id;
    issues.addIssue({ code: "custom", message: "is not an object id" });
    return z.NEVER;
  }),
});

/** Brings one person up to date at once; when a run goes on, says which. */
export async function syncPerson(_: ActionState<PersonSynced>, form: FormData): Promise<ActionState<PersonSynced>> {
  return act({
    gate: requireAdmin,
    schema: ofPerson,
    form,
    run: async (context, { viewer, input }) => {
      const synced = await syncUser(context, { ...input, requestedBy: viewer.userPrincipalName });
      refresh();
      return synced;
    },
  });
}
