import { z } from "zod";
import type { Context } from "../context.ts";
import { objectIdOf } from "../directory/model.ts";
import {
  type FoundGroup,
  type FoundPerson,
  findGroupsQuickly,
  findPeopleByIds,
  findPeopleQuickly,
} from "../directory/quick-search.ts";
import { AppError } from "../errors.ts";

export type { FoundGroup, FoundPerson } from "../directory/quick-search.ts";

export type Found = { people: FoundPerson[]; groups: FoundGroup[] };

const mostPeople = 8;
const mostGroups = 4;

const question = z.object({
  q: z
    .string()
    .max(200)
    .refine((text) => !text.includes("\0"))
    .default(""),
  /** Object ids of people looked at before, joined by commas. */
  people: z
    .string()
    .max(1_000)
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map(objectIdOf)
        .filter((id) => id !== undefined),
    ),
});

/**
 * A few people and groups for what somebody is typing; without text, the people of the ids that were asked for.
 *
 * @throws AppError `bad-input` for a text that no name could be.
 */
export async function quickSearch(
  context: Context,
  asked: Record<string, string | string[] | undefined>,
): Promise<Found> {
  const parsed = question.safeParse(asked);
  if (!parsed.success) throw new AppError("bad-input", "Search for fewer than 200 letters.");
  const { people: ids } = parsed.data;
  const q = parsed.data.q.trim();
  if (q === "") return { people: await findPeopleByIds(context, { ids: ids.slice(0, mostPeople) }), groups: [] };
  const [people, groups] = await Promise.all([
    findPeopleQuickly(context, { q, limit: mostPeople }),
    findGroupsQuickly(context, { q, limit: mostGroups }),
  ]);
  return { people, groups };
}
