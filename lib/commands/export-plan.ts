import type { Context } from "../context.ts";
import { Prisma } from "../db/generated/client.ts";
import { streamRows } from "../directory/stream.ts";
import { chooseColumns, planCsvColumns } from "../export/columns.ts";
import type { CsvRow } from "../export/csv.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";

/**
 * A preview's plan as CSV, field by field, in the order of its pages.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportPlan(context: Context, { run, ...options }: DownloadOptions & { run: number }): Download {
  const columns = chooseColumns(options.columns, { known: planCsvColumns });
  const rows = streamRows<CsvRow>(
    context.db,
    Prisma.sql`
      SELECT l."userId", coalesce(u."displayName", n.after) AS "displayName",
        coalesce(u."userPrincipalName", p.after) AS "userPrincipalName", l.kind, l.field, l.before, l.after
      FROM sync_plan_line l
        LEFT JOIN microsoft_graph_user u ON u.id = l."userId"
        LEFT JOIN sync_plan_line n ON n."runId" = ${run} AND n."userId" = l."userId"
          AND n.kind = 'created' AND n.field = 'displayName'
        LEFT JOIN sync_plan_line p ON p."runId" = ${run} AND p."userId" = l."userId"
          AND p.kind = 'created' AND p.field = 'userPrincipalName'
      WHERE l."runId" = ${run} ORDER BY l.id`,
  );
  return auditedDownload(context, { what: `plan-of-run-${run}`, rows, columns, filters: {}, options });
}
