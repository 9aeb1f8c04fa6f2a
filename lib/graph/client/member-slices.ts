import { batch } from "./batch.ts";
import type { GraphSession } from "./graph.ts";
import { pathSegment } from "./links.ts";
import type { DirectoryObject } from "./members.ts";
import { asObject } from "./objects.ts";
import { pages } from "./pages.ts";
import { countOf, countRequest, planUsers, type Slice, type SlicePlan } from "./slice-plan.ts";
import { type SlicedPage, type SlicedReading, slicedPages } from "./sliced-pages.ts";

/** Members of one kind, or a part of them. */
export type MemberSlice = Slice & { type: (typeof kinds)[number] };

/** Whose members: direct ones, or with those of the groups nested in it. */
export type MemberCollection = { groupId: string; collection: "members" | "transitiveMembers" };

/** All that a group can hold. */
const kinds = ["user", "group", "device", "orgContact", "servicePrincipal"] as const;

/**
 * A count of members is dear (3 units each, a page of 999 no more than 4), so they are cut less finely than users: these
 * lanes are fed by the first characters alone, unless most names begin alike.
 */
const usualLanes = 8;
const twoPages = 2_000;

const eventual = { ConsistencyLevel: "eventual" };

/**
 * How the members of one large group can be read as disjoint slices: the users by how their names begin, everything else
 * by its kind. Both are documented for casts of `members` and `transitiveMembers`, and both are answered from an index that
 * may not know the latest changes: what is read this way removes nobody.
 */
export async function planMemberSlices(
  session: GraphSession,
  { lanes = usualLanes, smallest = twoPages, ...of }: MemberCollection & { lanes?: number; smallest?: number },
): Promise<SlicePlan<MemberSlice>> {
  const counts = await countKinds(session, of);
  const { whole, user: users } = counts;
  if (whole === undefined || users === undefined) {
    return { state: "not-sliceable", reason: "The tenant does not count the members of this group by their kind." };
  }
  // A cast to what the group cannot hold is refused (400 Request_UnsupportedQuery): there is nothing to read then.
  const others = kinds.flatMap((type): MemberSlice[] => {
    const expected = counts[type];
    return type === "user" || expected === undefined ? [] : [{ type, expected }];
  });
  const known = users + others.reduce((total, { expected }) => total + expected, 0);
  if (known < whole) {
    return { state: "not-sliceable", reason: `The group holds ${whole} objects, of which the casts name ${known}.` };
  }
  const listing = pathOf(of, { type: "user" });
  const plan = await planUsers(session, {
    listing,
    probe: (filter) => countRequest(listing, { id: "probe", filter }),
    lanes,
    smallest,
  });
  if (plan.state === "not-sliceable") return plan;
  const userSlices = plan.slices.map((slice): MemberSlice => ({ ...slice, type: "user" }));
  const slices = [...userSlices, ...others].sort((one, other) => other.expected - one.expected);
  return { state: "planned", total: whole, slices };
}

/** The members in all slices, each with its kind. See `slicedPages`. */
export function slicedMemberPages(
  session: GraphSession,
  { slices, groupId, collection, ...reading }: MemberCollection & { slices: readonly MemberSlice[] } & SlicedReading,
): AsyncGenerator<SlicedPage<DirectoryObject>> {
  return slicedPages(session, {
    ...reading,
    slices,
    list: (abreast, slice, link) => {
      const narrowed = slice.filter ? `&$filter=${slice.filter}` : "";
      const path = `${pathOf({ groupId, collection }, slice)}?$count=true&$select=id&$top=999${narrowed}`;
      // The header on every page: Graph does not remember it. The objects of a cast do not name their type.
      const read = (item: unknown) => ({ id: asObject(item, { what: "members" }).id, type: slice.type });
      return pages(abreast, link ?? path, { headers: eventual, read, isAhead: false });
    },
  });
}

async function countKinds(
  session: GraphSession,
  of: MemberCollection,
): Promise<Partial<Record<MemberSlice["type"] | "whole", number>>> {
  const requests = [
    countRequest(pathOf(of), { id: "whole" }),
    ...kinds.map((type) => countRequest(pathOf(of, { type }), { id: type })),
  ];
  const answers = await batch(session, requests);
  return Object.fromEntries(requests.map(({ id }) => [id, countOf(answers.get(id))]));
}

function pathOf({ groupId, collection }: MemberCollection, cast?: { type: MemberSlice["type"] }): string {
  return `/groups/${pathSegment(groupId)}/${collection}${cast ? `/microsoft.graph.${cast.type}` : ""}`;
}
