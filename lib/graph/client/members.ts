import { AppError } from "../../errors.ts";
import { batch, batchRefusal, batchSize } from "./batch.ts";
import { count } from "./count.ts";
import type { GraphSession } from "./graph.ts";
import { asTheyCome, inParallel, mostAtOnce, slices } from "./in-parallel.ts";
import { pathSegment } from "./links.ts";
import { asCollection, asObject, typeOf } from "./objects.ts";
import { type Page, pages } from "./pages.ts";

/** A member of a group: any kind of object, by its id. */
export type DirectoryObject = {
  id: string;
  type: "user" | "group" | "device" | "orgContact" | "servicePrincipal" | (string & {});
};

/** A group, role or administrative unit that someone is in. */
export type Membership = DirectoryObject & {
  displayName: string | null;
  /** False: through another group only. */
  direct: boolean;
};

/**
 * Everything in a group and in the groups nested in it, the nested groups included. The plain list on purpose: with a
 * cast to users or ConsistencyLevel it comes from an index that may not know the latest changes, and it decides removals.
 */
export function transitiveMemberPages(session: GraphSession, groupId: string): AsyncGenerator<Page<DirectoryObject>> {
  const path = `/groups/${pathSegment(groupId)}/transitiveMembers?$select=id&$top=999`;
  return pages(session, path, { read: readMember });
}

/**
 * The direct members of many groups, 20 groups a request, four requests at once; a group with more than one page comes
 * several times, and further pages of several groups are read side by side. A group that was deleted meanwhile (404) has no members and does not come at all.
 *
 * @param refused hears of a group whose members are not shown to us (403), as those of some hidden ones; unheard it is thrown.
 */
export async function* membersOfGroups(
  session: GraphSession,
  groupIds: readonly string[],
  { refused }: { refused?: Refused } = {},
): AsyncGenerator<{ groupId: string; members: DirectoryObject[] }> {
  const asked = inParallel(slices(groupIds, { size: batchSize }), {
    limit: 4,
    task: (some) => firstMemberPages(session, some, { refused }),
  });
  for await (const groups of asked) {
    const unfinished: { groupId: string; nextLink: string }[] = [];
    for (const { groupId, body } of groups) {
      const page = asCollection(body, { what: "members" });
      yield { groupId, members: page.value.map(readMember) };
      const nextLink = page["@odata.nextLink"];
      if (typeof nextLink === "string" && nextLink !== "") unfinished.push({ groupId, nextLink });
    }
    yield* furtherPages(session, unfinished);
  }
}

/** Each group page after page, several groups side by side. */
async function* furtherPages(
  session: GraphSession,
  unfinished: readonly { groupId: string; nextLink: string }[],
): AsyncGenerator<{ groupId: string; members: DirectoryObject[] }> {
  if (unfinished.length === 0) return;
  const stop = new AbortController();
  const abreast = session.abreast(stop.signal);
  try {
    yield* asTheyCome(unfinished, {
      limit: mostAtOnce,
      async *open({ groupId, nextLink }) {
        for await (const { items } of pages(abreast, nextLink, { read: readMember })) yield { groupId, members: items };
      },
    });
  } finally {
    stop.abort();
  }
}

type Refused = (groupId: string, refusal: AppError) => void;

async function firstMemberPages(session: GraphSession, groupIds: string[], { refused }: { refused?: Refused }) {
  const answers = await batch(
    session,
    groupIds.map((id) => ({ id, method: "GET", url: memberPath(id) })),
  );
  return groupIds.flatMap((groupId) => {
    const answer = answers.get(groupId);
    if (!answer || answer.status === 404) return [];
    if (answer.status === 403 && refused) {
      refused(groupId, batchRefusal(answer));
      return [];
    }
    if (answer.status !== 200) throw batchRefusal(answer);
    return [{ groupId, body: answer.body }];
  });
}

const memberPath = (groupId: string) => `/groups/${pathSegment(groupId)}/members?$select=id&$top=999`;

/** How many objects of any kind are directly in a group; undefined when the tenant does not say. */
export function countDirectMembers(session: GraphSession, groupId: string): Promise<number | undefined> {
  return count(session, `/groups/${pathSegment(groupId)}/members/$count`);
}

/** The groups that each of many users is directly in, 20 users a request, four requests at once. */
export async function* groupsOfUsers(
  session: GraphSession,
  userIds: readonly string[],
): AsyncGenerator<{ userId: string; groupIds: string[] }> {
  const asked = inParallel(slices(userIds, { size: batchSize }), {
    limit: 4,
    task: (some) =>
      batch(
        session,
        some.map((id) => ({ id, method: "GET", url: `/users/${pathSegment(id)}/memberOf?$select=id&$top=999` })),
      ),
  });
  for await (const answers of asked) {
    for (const [userId, answer] of answers) {
      if (answer.status === 404) continue;
      if (answer.status !== 200) throw batchRefusal(answer);
      const page = asCollection(answer.body, { what: "memberships" });
      yield { userId, groupIds: groupsAmong(page.value.map(readMember)) };
      const nextLink = page["@odata.nextLink"];
      if (typeof nextLink !== "string" || nextLink === "") continue;
      for await (const { items } of pages(session, nextLink, { read: readMember })) {
        yield { userId, groupIds: groupsAmong(items) };
      }
    }
  }
}

// Roles and administrative units come along.
function groupsAmong(objects: DirectoryObject[]): string[] {
  return objects.flatMap(({ id, type }) => (type === "group" ? [id.toLowerCase()] : []));
}

/** How many objects of any kind `transitiveMemberPages` should give; undefined when the tenant does not say. */
export function countTransitiveMembers(session: GraphSession, groupId: string): Promise<number | undefined> {
  return count(session, `/groups/${pathSegment(groupId)}/transitiveMembers/$count`);
}

/** What a user is in, directly or through other groups; those found both ways are direct. */
export async function groupsOfUser(session: GraphSession, userId: string): Promise<Membership[]> {
  const user = `/users/${pathSegment(userId)}`;
  const memberships = new Map<string, Membership>();
  for (const [collection, direct] of [
    ["memberOf", true],
    ["transitiveMemberOf", false],
  ] as const) {
    for await (const page of pages(session, `${user}/${collection}?$select=id,displayName&$top=999`)) {
      for (const item of page.items) {
        if (memberships.has(item.id)) continue;
        const displayName = typeof item.displayName === "string" ? item.displayName : null;
        memberships.set(item.id, { ...readMember(item), displayName, direct });
      }
    }
  }
  return [...memberships.values()];
}

function readMember(item: unknown): DirectoryObject {
  const object = asObject(item, { what: "members" });
  const type = typeOf(object);
  // Taken for anything but a user, a person would be missing from the list that decides removals.
  if (!type) throw new AppError("graph-failed", `Microsoft Graph did not say what the member ${object.id} is.`);
  return { id: object.id, type };
}
