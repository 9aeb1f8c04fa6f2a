import { exportSupervisors } from "#lib/commands/supervisors.ts";
import { readQuery, supervisorsQuery } from "#lib/directory/schema.ts";
import { exportRoute } from "../../_server/export-route.ts";

/** The supervisors as CSV: the list's own filters and order, all of its pages. */
export function GET(request: Request): Promise<Response> {
  return exportRoute(request, (context, { parameters, ...options }) =>
    exportSupervisors(context, { ...options, filters: readQuery(supervisorsQuery, parameters) }),
  );
}
