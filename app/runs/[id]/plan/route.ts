import { requirePlan } from "#lib/commands/apply-plan.ts";
import { exportPlan } from "#lib/commands/export-plan.ts";
import { AppError } from "#lib/errors.ts";
import { exportRoute } from "../../../_server/export-route.ts";
import { runNumber } from "../../_parts/run-number.ts";

/** What a preview would change, line by line, as CSV. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const run = runNumber((await params).id);
  return exportRoute(request, async (context, { parameters: _, ...options }) => {
    if (run === undefined) throw new AppError("not-found", "There is no such run.");
    await requirePlan(context, run);
    return exportPlan(context, { ...options, run });
  });
}
