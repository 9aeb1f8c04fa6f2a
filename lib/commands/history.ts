import type { Context } from "../context.ts";
import { type History, personHistory } from "../directory/history.ts";
import { objectIdOf } from "../directory/model.ts";

/** What happened to a person earlier than the change `before`; undefined when `id` is no object id. */
export async function userHistory(
  context: Context,
  { id: text, before }: { id: string; before?: string },
): Promise<History | undefined> {
  const id = objectIdOf(text);
  return id === undefined ? undefined : personHistory(context, { id, before, limit: 50 });
}
