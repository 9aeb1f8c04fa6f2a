import { currentFreshness } from "../../_server/freshness.ts";
import { viewerOf } from "../../_server/session.ts";

/** How fresh the copy is, for the top line of pages that stay open; 503 without a database. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  const line = await currentFreshness(viewer);
  const headers = { "cache-control": "private, no-store" };
  if (!line) return Response.json({ error: { code: "database-unavailable" } }, { status: 503, headers });
  return Response.json(line, { headers });
}
