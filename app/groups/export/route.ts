import { exportGroups } from "#lib/commands/groups.ts";
import { groupsQuery, readQuery } from "#lib/directory/schema.ts";
import { exportRoute } from "../../_server/export-route.ts";

/** The groups as CSV: the list's own filters and order, all of its pages. */
export function GET(request: Request): Promise<Response> {
  return exportRoute(request, (context, { parameters, ...options }) =>
    exportGroups(context, { ...options, filters: readQuery(groupsQuery, parameters) }),
  );
}
