import { type OpenContext, openContext } from "#lib/commands/open-context.ts";
import type { ActingContext } from "#lib/context.ts";

// Next loads this module once per bundle and again after each edit in development; one process keeps one pool.
const kept = globalThis as typeof globalThis & { rollcallContext?: Promise<OpenContext> };

/**
 * The context of this process, opened by the first request that needs it. For what serves nobody in particular (the
 * gates themselves, /api/health); whoever shows or changes something asks `appContext` or `contextFor`, and the import
 * rules hold that.
 *
 * A failure is not kept: when the database is back, the next request opens it.
 *
 * @throws AppError `database-unavailable` or `configuration`.
 */
export async function processContext(): Promise<ActingContext> {
  kept.rollcallContext ??= openContext({
    environment: process.env,
    needs: ["web"],
    applicationName: "rollcall web",
  }).catch((error: unknown) => {
    kept.rollcallContext = undefined;
    throw error;
  });
  return (await kept.rollcallContext).context;
}
