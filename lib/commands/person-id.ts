import type { Context } from "../context.ts";
import { objectIdOf } from "../directory/model.ts";
import { findIdsByPrincipalName } from "../directory/users.ts";

/**
 * The object id of a person of the mirror that is named by id or by sign-in name: the live one, where a name was given to
 * somebody else. Any object id is taken as it is; undefined for a name that nobody of the mirror has.
 */
export async function personId(context: Context, { idOrName }: { idOrName: string }): Promise<string | undefined> {
  const id = objectIdOf(idOrName);
  if (id !== undefined || idOrName.includes("\0")) return id;
  const [first] = await findIdsByPrincipalName(context, { userPrincipalName: idOrName });
  return first;
}
