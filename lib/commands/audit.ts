import { auditSql, listAudit } from "../audit/entries.ts";
import type { AuditEntry, AuditEvent } from "../audit/model.ts";
import { recordAudit } from "../audit/record.ts";
import type { AuditFilters, AuditQuery } from "../audit/schema.ts";
import type { Context } from "../context.ts";
import { streamRows } from "../directory/stream.ts";
import { auditCsvColumns, chooseColumns } from "../export/columns.ts";
import type { CsvRow } from "../export/csv.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";

export type { AuditEntry } from "../audit/model.ts";

/** Events of one page of the log. */
export const eventsPerPage = 50;

/** One page of the audit log, newest first. */
export function auditLog(context: Context, { before, ...filters }: AuditQuery) {
  return listAudit(context, { filters, before, limit: eventsPerPage });
}

/**
 * The audit log as CSV, newest first; that it was handed out is its next event.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportAudit(context: Context, options: DownloadOptions & { filters: AuditFilters }): Download {
  const { kind, q, from, to } = options.filters;
  const columns = chooseColumns(options.columns, { known: auditCsvColumns });
  const rows = csvRows(streamRows<AuditEntry>(context.db, auditSql({ kind, q, from, to })));
  const filters = { kind, q, from: from?.toISOString(), to: to?.toISOString() };
  return auditedDownload(context, { what: "audit-log", rows, columns, filters, options });
}

async function* csvRows(entries: AsyncIterable<AuditEntry>): AsyncGenerator<CsvRow> {
  for await (const { details, ...entry } of entries) yield { ...entry, details: JSON.stringify(details) };
}

/** Notes what has no transaction of its own: a sign-in, a refusal. */
export async function noteEvent(context: Context, event: AuditEvent): Promise<void> {
  await recordAudit(context.db.pool, { at: context.now(), by: context.actor, event });
}
