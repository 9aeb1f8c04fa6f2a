import type { Viewer } from "#lib/auth/viewer.ts";
import { scheduleStanding } from "#lib/commands/schedule.ts";
import { freshness } from "#lib/commands/status.ts";
import { type FreshnessLine, freshnessLine } from "../_ui/frame/freshness-line.ts";
import { contextFor } from "./context.ts";

/** How fresh the copy is and whether the schedule rests, or undefined when the database does not answer: the frame must stand without it. */
export async function currentFreshness(viewer: Viewer): Promise<FreshnessLine | undefined> {
  try {
    const context = await contextFor(viewer);
    const [fresh, schedule] = await Promise.all([freshness(context), scheduleStanding(context)]);
    return freshnessLine(fresh, { schedule, now: context.now() });
  } catch {
    return undefined;
  }
}
