"use server";
import { z } from "zod";
import { erasePerson } from "#lib/commands/privacy.ts";
import { act } from "../../_server/action.ts";
import { requireAdmin } from "../../_server/session.ts";
import type { ActionState } from "../../_ui/action-state.ts";

const input = z.object({
  person: z.guid(),
  confirmation: z.string().trim().min(1, "Type the sign-in name or the object id of this person.").max(300),
});

/** Erases one person, whose name was typed anew. */
export async function erase(_: ActionState<null>, form: FormData): Promise<ActionState<null>> {
  return act({
    gate: requireAdmin,
    schema: input,
    form,
    run: async (context, { input: { person, confirmation } }) => {
      await erasePerson(context, { idOrName: person, confirmation });
      return null;
    },
  });
}
