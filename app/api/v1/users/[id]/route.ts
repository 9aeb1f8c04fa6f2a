import { apiUser } from "#lib/commands/api.ts";
import { apiRoute } from "../../../../_server/api-route.ts";

/** One person by object id or sign-in name. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return apiRoute(request, async (context) => apiUser(context, { idOrName: (await params).id }));
}
