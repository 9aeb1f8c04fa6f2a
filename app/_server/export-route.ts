import type { Download } from "#lib/commands/download.ts";
import { spendAllowance } from "#lib/commands/rate-limit.ts";
import type { Context } from "#lib/context.ts";
import { type Parameters, readDownload } from "#lib/directory/schema.ts";
import { reportOf } from "#lib/errors.ts";
import { downloadResponse } from "#lib/export/download.ts";
import { contextFor } from "./context.ts";
import { failureAsJson } from "./failure.ts";
import { viewerOf } from "./session.ts";

type Asked = { parameters: Parameters } & ReturnType<typeof readDownload>;

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
    await spendAllowance(context, { what: "export", who: viewer.id });
    const { searchParams } = new URL(request.url);
    const parameters: Parameters = Object.fromEntries(
      [...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]),
    );
    return await downloadResponse(await download(context, { parameters, ...readDownload(parameters) }));
  } catch (error) {
    context?.log.error("a download failed", { code: reportOf(error).code });
    return failureAsJson(error);
  }
}
