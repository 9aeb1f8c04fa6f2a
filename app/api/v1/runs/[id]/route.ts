import { apiRun } from "#lib/commands/api-runs.ts";
import { apiRoute } from "../../../../_server/api-route.ts";

/** One run by its number. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return apiRoute(request, async (context) => apiRun(context, { number: (await params).id }));
}
