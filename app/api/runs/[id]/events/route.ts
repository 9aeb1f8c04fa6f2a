import { findRun } from "#lib/commands/runs.ts";
import { AppError } from "#lib/errors.ts";
import { contextFor } from "../../../../_server/context.ts";
import { eventStream } from "../../../../_server/event-stream.ts";
import { failureAsJson } from "../../../../_server/failure.ts";
import { runEvents } from "../../../../_server/run-events.ts";
import { isStillAdmitted, viewerOf } from "../../../../_server/session.ts";
import { whileAdmitted } from "../../../../_server/while-admitted.ts";
import { runNumber } from "../../../../runs/_parts/run-number.ts";

/**
 * Where a run is, as server-sent events, until it ends; with `until=decided` a held one until it is decided. Everything comes from the database, so it does not matter which
 * instance runs the run and which one answers here.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await viewerOf(request);
  if (viewer instanceof Response) return viewer;
  const id = runNumber((await params).id);
  try {
    const context = await contextFor(viewer);
    if (id === undefined || !(await findRun(context, id))) {
      return failureAsJson(new AppError("not-found", "There is no such run."));
    }
    const until = new URL(request.url).searchParams.get("until") === "decided" ? "decided" : "ended";
    const events = runEvents(context, { run: id, signal: request.signal, until });
    return eventStream(whileAdmitted(events, { isAdmitted: () => isStillAdmitted(request) }));
  } catch (error) {
    return failureAsJson(error);
  }
}
