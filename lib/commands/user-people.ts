import type { Context } from "../context.ts";
import type { Page, Place } from "../directory/keyset.ts";
import type { Person } from "../directory/model.ts";
import { listBelow } from "../directory/people-below.ts";
import { findPerson, type ListedUser } from "../directory/users.ts";

const peoplePerPage = 50;

/** One page of everyone below a person, and who that is. */
export type PeopleBelow = { person: Person; people: Page<ListedUser> };

/**
 * The live people whom a person (`id`: Graph object id) supervises, directly or through others, by name; undefined when
 * the mirror never held that person.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export async function peopleBelow(
  context: Context,
  { id, ...place }: { id: string } & Place,
): Promise<PeopleBelow | undefined> {
  const person = await findPerson(context, { id });
  if (!person) return undefined;
  return { person, people: await listBelow(context, { id, place, limit: peoplePerPage }) };
}
