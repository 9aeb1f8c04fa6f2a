import type { Download } from "#lib/commands/download.ts";
import type { Context } from "#lib/context.ts";
import { type Parameters, readDownload } from "#lib/directory/schema.ts";
import { type ErrorCode, reportOf } from "#lib/errors.ts";
import { downloadResponse } from "#lib/export/download.ts";
import { contextFor } from "./context.ts";
import { viewerOf } from "./session.ts";

type Asked = { parameters: Parameters } & ReturnType<typeof readDownload>;

const statusOf: Partial<Record<ErrorCode, number>> = {
  "bad-input": 400,
  "not-found": 404,
  "plan-outdated": 410,
  "database-unavailable": 503,
};

/** The way of every CSV download: gate, parse, stream. Refusals are JSON, as nothing of the file was sent yet. */
export async function exportRoute(
  request: Request,
  download: (context: Context, asked: Asked) => Download | Promise<Download>,
): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  let context: Context | undefined;
  try {
    context = await contextFor(viewer);
    const { searchParams } = new URL(request.url);
    const parameters: Parameters = Object.fromEntries(
      [...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]),
    );
    return await downloadResponse(await download(context, { parameters, ...readDownload(parameters) }));
  } catch (error) {
    const report = reportOf(error);
    context?.log.error("a download failed", { code: report.code });
    const status = statusOf[report.code] ?? 500;
    return Response.json({ error: report }, { status, headers: { "cache-control": "private, no-store" } });
  }
}
