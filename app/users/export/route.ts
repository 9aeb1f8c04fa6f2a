import { exportUsers } from "#lib/commands/users.ts";
import { readQuery, usersDownload } from "#lib/directory/schema.ts";
import { exportRoute } from "../../_server/export-route.ts";

/** The people as CSV: the list's own filters and order, all of its pages, or only those picked out of it. */
export function GET(request: Request): Promise<Response> {
  return exportRoute(request, (context, { parameters, ...options }) =>
    exportUsers(context, { ...options, filters: readQuery(usersDownload, parameters) }),
  );
}
