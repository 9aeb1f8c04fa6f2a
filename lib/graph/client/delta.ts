import { AppError } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";
import { groupProperties } from "./groups.ts";
import { asObject, type RawObject, typeOf } from "./objects.ts";
import { pages } from "./pages.ts";
import { askedFor } from "./users.ts";

/** The collections whose changes Graph tells. */
export type DeltaCollection = "users" | "groups";

/** An object of which something changed; what changed is read from the object itself. */
export type Changed = {
  id: string;
  /** Deleted, for a while or for good; a later entry without it means that the object is back. */
  isRemoved: boolean;
  /** Changes of a group's direct members, in order. */
  members: { id: string; type: string; isRemoved: boolean }[];
};

/** One page of a round; the last one carries the link of the next round, on the cloud's own host. */
export type DeltaPage = { items: Changed[]; deltaLink?: string };

/** What is tracked, also for the fingerprint of a stored link: Graph encodes it in the link. */
export function trackedProperties(collection: DeltaCollection, { leftOut }: Pick<GraphSession, "leftOut">): string {
  const names = collection === "users" ? [...askedFor({ leftOut }), "manager"] : [...groupProperties, "members"];
  return names.filter((name) => name !== "id").join(",");
}

/**
 * The link from which changes after this moment can be read. Taken before a full listing begins, so that nothing falls
 * between the two; what changed while the listing went on comes twice, which is harmless.
 *
 * @throws AppError `graph-failed` when the tenant gives none.
 */
export async function linkFromNow(session: GraphSession, collection: DeltaCollection): Promise<string> {
  const first = `/${collection}/delta?$select=${trackedProperties(collection, session)}&$deltatoken=latest`;
  for await (const { deltaLink } of deltaPages(session, first, { collection })) {
    if (deltaLink) return deltaLink;
  }
  throw new AppError("graph-failed", `Microsoft Graph gave no delta link for ${collection}.`);
}

/**
 * Everything that changed since a stored link: objects may repeat, in any order, on any page; the last word on each
 * counts. Ends with the page that has the next round's link.
 *
 * @throws AppError `graph-failed` for a page with neither link; see `isResyncRequired` for a link that is dead.
 */
export async function* deltaPages(
  session: GraphSession,
  link: string,
  { collection }: { collection: DeltaCollection },
): AsyncGenerator<DeltaPage> {
  let ended = false;
  for await (const page of pages(session, link, { read: readChanged })) {
    ended = page.deltaLink !== undefined;
    yield { items: page.items, deltaLink: page.deltaLink && session.onCloudHost(page.deltaLink) };
  }
  if (!ended) {
    throw new AppError("graph-failed", `Microsoft Graph ended the changes of ${collection} without a delta link.`);
  }
}

function readChanged(item: unknown): Changed {
  const object = asObject(item, { what: "changes" });
  const members = object["members@delta"];
  return {
    id: object.id.toLowerCase(),
    isRemoved: isRemoved(object),
    members: Array.isArray(members) ? members.map(readMember) : [],
  };
}

function readMember(item: unknown): Changed["members"][number] {
  const member = asObject(item, { what: "changes of members" });
  const type = typeOf(member);
  // Taken for the wrong kind, a nested group's people would be missing from the scope.
  if (!type && !isRemoved(member)) {
    throw new AppError("graph-failed", `Microsoft Graph did not say what the new member ${member.id} is.`);
  }
  return { id: member.id.toLowerCase(), type: type ?? "user", isRemoved: isRemoved(member) };
}

function isRemoved(object: RawObject): boolean {
  return object["@removed"] !== undefined && object["@removed"] !== null;
}
