import { type CloudName, clouds } from "../../config/clouds.ts";
import { AppError } from "../../errors.ts";

const version = "v1.0";

export type LinkRules = { cloud: CloudName; graphOrigin?: string };

/**
 * Where a request goes: a path below the version (`/users?$top=5`), or a next or delta link, on the cloud's own host.
 * A link keeps its path and query as they are; its host may be the cloud's or the configured origin and nothing else,
 * because the token travels with it.
 *
 * @throws AppError `graph-failed` for a link to another host.
 */
export function cloudAddress(pathOrLink: string, { cloud, graphOrigin }: LinkRules): string {
  const origin = clouds[cloud].graph;
  if (pathOrLink.startsWith("/")) return `${origin}/${version}${pathOrLink}`;
  const link = URL.canParse(pathOrLink) ? new URL(pathOrLink) : undefined;
  const accepted = link && (link.origin === origin || link.origin === graphOrigin) && !link.username && !link.password;
  if (!accepted) {
    const where = link ? link.host : "an address that cannot be read";
    throw new AppError(
      "graph-failed",
      `Microsoft Graph answered with a link to ${where}, which is neither ${new URL(origin).host} nor MSGRAPH_GRAPH_ORIGIN; it was not followed.`,
    );
  }
  return `${origin}${link.pathname}${link.search}`;
}

/** An OData string literal for a query: quotes doubled first, then percent-encoded (`O'Neil & Co` holds three traps). */
export function odataText(text: string): string {
  return encodeURIComponent(`'${text.replaceAll("'", "''")}'`).replaceAll("'", "%27");
}

/** An id or a user principal name as one segment of a path (guests' names hold a `#`). */
export function pathSegment(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27");
}
