import { apiRuns } from "#lib/commands/api-runs.ts";
import { apiListRoute } from "../../../_server/api-route.ts";

/** Runs, newest first. */
export function GET(request: Request): Promise<Response> {
  return apiListRoute(request, apiRuns);
}
