import { exportProblems } from "#lib/commands/supervisors-quality.ts";
import { qualityDownload, readQuery } from "#lib/directory/schema.ts";
import { exportRoute } from "../../../_server/export-route.ts";

/** One finding of the quality report as CSV: `kind` says which. */
export function GET(request: Request): Promise<Response> {
  return exportRoute(request, (context, { parameters, ...options }) =>
    exportProblems(context, { ...options, ...readQuery(qualityDownload, parameters) }),
  );
}
