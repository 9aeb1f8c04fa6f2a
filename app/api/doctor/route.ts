import { checkHere } from "#lib/commands/check.ts";
import type { Finding, Waiting } from "#lib/commands/check-finding.ts";
import { spendAllowance } from "#lib/commands/rate-limit.ts";
import { contextFor } from "../../_server/context.ts";
import { eventStream } from "../../_server/event-stream.ts";
import { failureAsJson } from "../../_server/failure.ts";
import { adminOf } from "../../_server/session.ts";
import type { Line } from "../../settings/doctor/_parts/line.ts";

/**
 * Examines everything a run needs and tells each finding as it comes, as server-sent events. A POST: it asks Microsoft for
 * a token and for objects, which no link on a foreign page shall set off.
 */
export async function POST(request: Request): Promise<Response> {
  const viewer = await adminOf(request);
  if (viewer instanceof Response) return viewer;
  try {
    const context = await contextFor(viewer);
    await spendAllowance(context, { what: "look", who: viewer.id });
    return eventStream(lines(checkHere(context, { signal: request.signal })));
  } catch (error) {
    return failureAsJson(error);
  }
}

/** The cause of a failure stays here. */
async function* lines(findings: AsyncGenerator<Finding | Waiting>): AsyncGenerator<Line> {
  for await (const finding of findings) {
    if (finding.state !== "failed") yield finding;
    else yield { ...finding, cause: undefined };
  }
}
