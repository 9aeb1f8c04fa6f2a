import type { Context } from "../context.ts";
import { type PersonAsOf, personAsOf } from "../directory/person-as-of.ts";
import { personId } from "./person-id.ts";

export type { PersonAsOf, PersonThen, Was } from "../directory/person-as-of.ts";

/**
 * A person as the copy had them at a moment, by Graph object id or by the sign-in name they have now (which may have
 * been another person's then); undefined when the mirror does not hold them.
 */
export async function userAsOf(
  context: Context,
  { idOrName, at }: { idOrName: string; at: Date },
): Promise<PersonAsOf | undefined> {
  const id = await personId(context, { idOrName });
  return id === undefined ? undefined : personAsOf(context, { id, at });
}
