import { auditQuery } from "#lib/audit/schema.ts";
import { exportAudit } from "#lib/commands/audit.ts";
import { readQuery } from "#lib/directory/schema.ts";
import { exportRoute } from "../../../_server/export-route.ts";
import { adminOf } from "../../../_server/session.ts";

/** The audit log as CSV, with the page's own filters, for admins. */
export async function GET(request: Request): Promise<Response> {
  const admin = await adminOf(request);
  if (admin instanceof Response) return admin;
  return exportRoute(request, (context, { parameters, ...options }) =>
    exportAudit(context, { ...options, filters: readQuery(auditQuery, parameters) }),
  );
}
