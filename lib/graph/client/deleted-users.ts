import { AppError } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";
import { pathSegment } from "./links.ts";
import { asObject } from "./objects.ts";
import { pages } from "./pages.ts";

/** Statuses with which a tenant says that it does not show its recycle bin to us. */
const refusals = [400, 403, 404, 501];

/**
 * Ids of the users whose accounts were deleted within the last 30 days and can be restored. Nothing at all where the
 * tenant does not show them.
 */
export async function* deletedUserIds(session: GraphSession): AsyncGenerator<string[]> {
  try {
    for await (const page of pages(session, "/directory/deletedItems/microsoft.graph.user?$select=id&$top=999")) {
      yield page.items.map((item) => item.id.toLowerCase());
    }
  } catch (error) {
    if (isRefusal(error)) return;
    throw error;
  }
}

/**
 * When the account of this object id was put into the recycle bin, in ISO 8601; undefined when it is not there (any more),
 * or the tenant does not show us.
 */
export async function accountDeletedAt(session: GraphSession, id: string): Promise<string | undefined> {
  try {
    const path = `/directory/deletedItems/${pathSegment(id)}?$select=id,deletedDateTime`;
    const { deletedDateTime } = asObject(await session.get(path), { what: "deleted users" }) as Record<string, unknown>;
    return typeof deletedDateTime === "string" ? deletedDateTime : undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status !== undefined && refusals.includes(error.status);
}
