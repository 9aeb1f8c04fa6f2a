import { setTimeout as wait } from "node:timers/promises";
import { findRun } from "#lib/commands/runs.ts";
import type { Context } from "#lib/context.ts";
import { appContext } from "../../../../_server/context.ts";
import { eventStream } from "../../../../_server/event-stream.ts";
import { runSnapshot } from "../../../../_server/run-snapshot.ts";
import { viewerOf } from "../../../../_server/session.ts";
import { runNumber } from "../../../../runs/_parts/run-number.ts";
import { isOpen } from "../../../../runs/_parts/run-snapshot.ts";

const lookEveryMs = 500;
/** Also without news: the time a run takes moves on, and proxies cut a connection that is silent. */
const tellEveryMs = 1_000;
/** The browser then connects anew by itself and passes the gate again. */
const longestMs = 10 * 60_000;

/**
 * Where a run is, as server-sent events, until it ends. Everything comes from the database, so it does not matter which
 * instance runs the run and which one answers here.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  const id = runNumber((await params).id);
  const context = await appContext();
  if (id === undefined || !(await findRun(context, id))) {
    const error = { code: "not-found", message: "There is no such run." };
    return Response.json({ error }, { status: 404, headers: { "cache-control": "private, no-store" } });
  }
  return eventStream(snapshots(context, { id, signal: request.signal }));
}

/** A snapshot whenever something changed, and every second. */
async function* snapshots(context: Context, { id, signal }: { id: number; signal: AbortSignal }) {
  const began = Date.now();
  let told = "";
  let toldAt = began;
  while (!signal.aborted && Date.now() - began < longestMs) {
    const run = await findRun(context, id);
    if (!run) return;
    const snapshot = await runSnapshot(context, run);
    const news = JSON.stringify({ ...snapshot, elapsedMs: 0 });
    if (news !== told || Date.now() - toldAt >= tellEveryMs) {
      yield snapshot;
      told = news;
      toldAt = Date.now();
    }
    if (!isOpen(run.state)) return;
    // The wait ends early when the reader leaves; the loop's own test then ends it.
    await wait(lookEveryMs, undefined, { signal }).catch(() => {});
  }
}
