"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { createAccessToken, revokeAccessToken, tokenDays } from "#lib/commands/access-tokens.ts";
import { tokensWords } from "#words/tokens.tsx";
import { act } from "../../_server/action.ts";
import { requireAdmin } from "../../_server/session.ts";
import type { ActionState } from "../../_ui/action-state.ts";

const missing = tokensWords.make.nameMissing;
const wanted = z.object({
  // PostgreSQL takes no NUL in a text.
  name: z
    .string()
    .trim()
    .min(1, missing)
    .max(100, missing)
    .refine((text) => !text.includes("\0"), missing),
  days: z.coerce.number().refine((one) => tokenDays.some((known) => known === one)),
});

/** The token itself, for the one time it is shown. */
export type MadeToken = { token: string; name: string; until: string };

/** Makes a token for a program that reads. */
export async function makeToken(_: ActionState<MadeToken>, form: FormData): Promise<ActionState<MadeToken>> {
  return act({
    gate: requireAdmin,
    schema: wanted,
    form,
    run: async (context, { viewer, input }) => {
      const { token, name, expiresAt } = await createAccessToken(context, { viewer, ...input });
      refresh();
      return { token, name, until: expiresAt.toISOString().slice(0, 10) };
    },
  });
}

/** Ends a token at once. */
export async function revokeToken(_: ActionState<null>, form: FormData): Promise<ActionState<null>> {
  return act({
    gate: requireAdmin,
    schema: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
    form,
    run: async (context, { viewer, input: { id } }) => {
      await revokeAccessToken(context, { viewer, id });
      refresh();
      return null;
    },
  });
}
