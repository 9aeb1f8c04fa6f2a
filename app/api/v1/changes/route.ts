import { apiChanges } from "#lib/commands/api.ts";
import { apiListRoute } from "../../../_server/api-route.ts";

/** The history of people after a line of it. */
export function GET(request: Request): Promise<Response> {
  return apiListRoute(request, apiChanges);
}
