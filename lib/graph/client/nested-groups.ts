import { AppError } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";
import { pathSegment } from "./links.ts";
import { asObject } from "./objects.ts";
import { pages } from "./pages.ts";

export type NestedGroup = { id: string; displayName: string | null; visibility: string | null };

/** Statuses with which a tenant says that it does not list members by their kind, as one without advanced queries. */
const refusals = [400, 404, 405, 501];

/**
 * The groups in a group at any depth, from an index that may not know the latest changes: good for advice, and for no
 * removal. Undefined when the tenant does not tell. A Microsoft 365 group holds no groups and is not to be asked about.
 */
export async function nestedGroups(session: GraphSession, groupId: string): Promise<NestedGroup[] | undefined> {
  const path = `/groups/${pathSegment(groupId)}/transitiveMembers/microsoft.graph.group?$count=true&$select=id,displayName,visibility&$top=999`;
  const found: NestedGroup[] = [];
  try {
    for await (const { items } of pages(session, path, { headers: { ConsistencyLevel: "eventual" }, read })) {
      found.push(...items);
    }
    return found;
  } catch (error) {
    if (error instanceof AppError && error.status !== undefined && refusals.includes(error.status)) return undefined;
    throw error;
  }
}

function read(item: unknown): NestedGroup {
  const { id, displayName, visibility } = asObject(item, { what: "groups" });
  return { id, displayName: textOf(displayName), visibility: textOf(visibility) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
