import { branch } from "#lib/commands/supervisors-chart.ts";
import { branchQuery, readQuery } from "#lib/directory/schema.ts";
import { contextFor } from "../../../_server/context.ts";
import { failureAsJson } from "../../../_server/failure.ts";
import { viewerOf } from "../../../_server/session.ts";

/** A branch of the organisation chart, or the page of it that follows `after`. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  try {
    const query = readQuery(branchQuery, Object.fromEntries(new URL(request.url).searchParams));
    const found = await branch(await contextFor(viewer), query);
    return Response.json(found, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return failureAsJson(error);
  }
}
