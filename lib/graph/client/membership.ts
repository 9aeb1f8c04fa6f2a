import { type BatchAnswer, type BatchRequest, batch, batchRefusal, batchSize } from "./batch.ts";
import { isNotFound } from "./errors.ts";
import type { GraphSession } from "./graph.ts";
import { inParallel, slices } from "./in-parallel.ts";
import { pathSegment } from "./links.ts";
import { asCollection } from "./objects.ts";
import { pages } from "./pages.ts";

/** What Graph says of one person asked for by id. */
export type MembershipState = "member" | "not-member" | "account-missing";

/** One item asks whether the account exists, the other whether it is in the group. */
const itemsPerUser = 2;
const batchesAtOnce = 4;

/**
 * Asks for each user by id whether the account exists and is in the group, directly or nested. This is the proof
 * behind a removal where a listing is not believed: an absence is never enough.
 */
export async function verifyMembership(
  session: GraphSession,
  {
    groupId,
    userIds,
    onAnswered,
  }: {
    groupId: string;
    userIds: Iterable<string>;
    /** Told how many have been answered for so far. */
    onAnswered?: (answered: number) => Promise<void>;
  },
): Promise<Map<string, MembershipState>> {
  const states = new Map<string, MembershipState>();
  const asked = inParallel(slices([...new Set(userIds)], { size: batchSize / itemsPerUser }), {
    limit: batchesAtOnce,
    task: (ids) => verifySome(session, { groupId, ids }),
  });
  for await (const some of asked) {
    for (const [id, state] of some) states.set(id, state);
    await onAnswered?.(states.size);
  }
  return states;
}

async function verifySome(
  session: GraphSession,
  { groupId, ids }: { groupId: string; ids: string[] },
): Promise<[string, MembershipState][]> {
  const requests = ids.flatMap((id, index): BatchRequest[] => {
    const user = `/users/${pathSegment(id)}`;
    return [
      { id: `account-${index}`, method: "GET", url: `${user}?$select=id` },
      { id: `group-${index}`, method: "POST", url: `${user}/checkMemberGroups`, body: { groupIds: [groupId] } },
    ];
  });
  const answers = await batch(session, requests);
  const states: [string, MembershipState][] = [];
  for (const [index, id] of ids.entries()) {
    const account = answers.get(`account-${index}`);
    if (account?.status === 404) states.push([id, "account-missing"]);
    else if (account && account.status !== 200) throw batchRefusal(account);
    else states.push([id, await inGroup(session, { groupId, id, checked: answers.get(`group-${index}`) })]);
  }
  return states;
}

async function inGroup(
  session: GraphSession,
  { groupId, id, checked }: { groupId: string; id: string; checked: BatchAnswer | undefined },
): Promise<MembershipState> {
  if (checked?.status === 200) {
    const { value } = asCollection(checked.body, { what: "checkMemberGroups" });
    return value.some((group) => isSame(group, groupId)) ? "member" : "not-member";
  }
  // Not every permission and cloud serves checkMemberGroups; the list of the user's groups says the same.
  try {
    const path = `/users/${pathSegment(id)}/transitiveMemberOf?$select=id&$top=999`;
    for await (const page of pages(session, path)) {
      if (page.items.some((group) => isSame(group.id, groupId))) return "member";
    }
    return "not-member";
  } catch (error) {
    // Deleted between the two questions.
    if (isNotFound(error)) return "account-missing";
    throw error;
  }
}

function isSame(id: unknown, other: string): boolean {
  return typeof id === "string" && id.toLowerCase() === other.toLowerCase();
}
