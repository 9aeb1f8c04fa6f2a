import { quickSearch } from "#lib/commands/quick-search.ts";
import { contextFor } from "../../_server/context.ts";
import { failureAsJson } from "../../_server/failure.ts";
import { viewerOf } from "../../_server/session.ts";

/** `?q=` a few people and groups for what somebody is typing; `?people=` the people of these object ids. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  try {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const found = await quickSearch(await contextFor(viewer), asked);
    return Response.json(found, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return failureAsJson(error);
  }
}
