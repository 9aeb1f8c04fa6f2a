import { apiGroups } from "#lib/commands/api.ts";
import { apiListRoute } from "../../../_server/api-route.ts";

/** `?q=`, filters, `sort`, `direction` of the list of groups; `limit` and `after` for its pages. */
export function GET(request: Request): Promise<Response> {
  return apiListRoute(request, apiGroups);
}
