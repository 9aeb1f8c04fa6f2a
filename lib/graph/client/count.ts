import { AppError } from "../../errors.ts";
import type { GraphSession } from "./graph.ts";

/** Statuses with which a tenant says that it does not count (B2C tenants have no advanced queries at all). */
const refusals = [400, 404, 405, 501];

/** The number behind a `/$count`; undefined when the tenant does not serve it. */
export async function count(session: GraphSession, path: string): Promise<number | undefined> {
  try {
    const answer = await session.get(path, { headers: { ConsistencyLevel: "eventual" } });
    // Graph has been seen to begin the number with a byte order mark.
    const digits = String(answer)
      .replace(/^\uFEFF/, "")
      .trim();
    return /^\d+$/.test(digits) ? Number(digits) : undefined;
  } catch (error) {
    if (error instanceof AppError && error.status !== undefined && refusals.includes(error.status)) return undefined;
    throw error;
  }
}
