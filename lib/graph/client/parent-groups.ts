import { batch, batchRefusal, batchSize } from "./batch.ts";
import type { GraphSession } from "./graph.ts";
import { slices } from "./in-parallel.ts";
import { pathSegment } from "./links.ts";
import { asCollection, asObject, type RawObject } from "./objects.ts";
import { pages } from "./pages.ts";

/**
 * What each of some groups is directly in, by the group's id: ids alone, of groups, roles and administrative units alike.
 * 20 groups a request. A group that was deleted meanwhile (404), or that may not be seen (403), is in nothing.
 */
export async function parentsOfGroups(
  session: GraphSession,
  groupIds: readonly string[],
): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  for (const some of slices(groupIds, { size: batchSize })) {
    const answers = await batch(
      session,
      some.map((id) => ({ id, method: "GET", url: `/groups/${pathSegment(id)}/memberOf?$select=id&$top=999` })),
    );
    for (const groupId of some) {
      const answer = answers.get(groupId);
      if (!answer || answer.status === 404 || answer.status === 403) continue;
      if (answer.status !== 200) throw batchRefusal(answer);
      const page = asCollection(answer.body, { what: "memberships" });
      const found = page.value.map((item) => asObject(item, { what: "memberships" }));
      const nextLink = page["@odata.nextLink"];
      const more = typeof nextLink === "string" && nextLink !== "" ? await furtherPages(session, nextLink) : [];
      parents.set(
        groupId,
        [...found, ...more].map(({ id }) => id.toLowerCase()),
      );
    }
  }
  return parents;
}

async function furtherPages(session: GraphSession, nextLink: string): Promise<RawObject[]> {
  const found: RawObject[] = [];
  for await (const { items } of pages(session, nextLink)) found.push(...items);
  return found;
}
