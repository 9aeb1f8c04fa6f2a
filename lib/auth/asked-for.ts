import type { IncomingHttpHeaders } from "node:http";

/**
 * What Next's script in the browser asks for, set by instrumentation.ts whatever the request says: Next hides its own
 * headers from the proxy, which would take the script's request for any other.
 */
export const askedForHeader = "x-rollcall-asked-for";

/** The data of a page that a person goes to, or of one that they may go to. */
export type AskedFor = "data" | "prefetch";

/** As Next tells its own requests apart; undefined for everybody else's. */
export function askedFor(headers: IncomingHttpHeaders): AskedFor | undefined {
  if (headers.rsc === undefined) return undefined;
  return headers["next-router-prefetch"] === undefined ? "data" : "prefetch";
}
