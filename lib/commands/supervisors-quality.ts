import type { Context } from "../context.ts";
import type { Page, Place } from "../directory/keyset.ts";
import type { ProblemKind } from "../directory/model.ts";
import { listProblems, type Problem, type ProblemLine, streamProblems } from "../directory/quality.ts";
import { chooseColumns, qualityCsvColumns } from "../export/columns.ts";
import type { CsvRow } from "../export/csv.ts";
import { auditedDownload, type Download, type DownloadOptions } from "./download.ts";
import { leftOutNow, withLeftOutCells } from "./left-out-cells.ts";

export type { Problem } from "../directory/quality.ts";

/**
 * One page of a part of the quality report.
 *
 * @throws AppError `bad-input` for a page that does not exist.
 */
export function problems(
  context: Context,
  { kind, after, before }: { kind: ProblemKind } & Place,
): Promise<Page<Problem>> {
  return listProblems(context, { kind, place: { after, before }, limit: 50 });
}

/**
 * A part of the quality report as CSV: a line for each person whose supervisor is to be looked at in Entra.
 *
 * @throws AppError `bad-input` for a column that does not exist.
 */
export function exportProblems(
  context: Context,
  { kind, ...options }: DownloadOptions & { kind: ProblemKind },
): Download {
  const columns = chooseColumns(options.columns, { known: qualityCsvColumns });
  const people = csvRows(streamProblems(context, { kind }), { kind });
  const rows = withLeftOutCells(people, { leftOut: () => leftOutNow(context), raw: options.raw });
  return auditedDownload(context, { what: `quality-${kind}`, rows, columns, filters: {}, options });
}

async function* csvRows(lines: AsyncIterable<ProblemLine>, { kind }: { kind: ProblemKind }): AsyncGenerator<CsvRow> {
  for await (const line of lines) yield { problem: kind, ...line };
}
