import { AppError } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";
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
    if (error instanceof AppError && error.status !== undefined && refusals.includes(error.status)) return;
    throw error;
  }
}
