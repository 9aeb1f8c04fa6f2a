import { apiMembers } from "#lib/commands/api.ts";
import { apiListRoute } from "../../../../../_server/api-route.ts";

/** Direct members of a group, by its object id. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return apiListRoute(request, async (context, parameters) => apiMembers(context, { ...(await params), parameters }));
}
