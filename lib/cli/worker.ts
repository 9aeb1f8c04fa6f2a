import { openContext } from "../commands/open-context.ts";
import type { Environment } from "../config/environment.ts";
import { stopEmbedded } from "../db/embedded.ts";
import type { PreparedDatabase } from "../db/prepare.ts";
import { runWorker } from "../jobs/worker.ts";
import { endWithNpm } from "./end-with-npm.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { interruptible } from "./interrupt.ts";

/** Set by `npm start` for its worker when it has started the embedded database itself. */
export const ownsDatabaseVariable = "ROLLCALL_TREE_OWNS_DATABASE";

/**
 * The command `rollcall worker`: works off queued runs and the schedule until it is told to stop.
 *
 * @throws AppError of the configuration or the database; whatever made the queue unusable
 */
export async function workerCommand({ environment }: { environment: Environment }): Promise<ExitCode> {
  const { context, prepared, close } = await openContext({
    environment,
    needs: ["graph"],
    applicationName: "rollcall worker",
  });
  endWithNpm();
  try {
    await interruptible((signal) => runWorker(context, { signal }));
  } finally {
    await close();
  }
  if (environment[ownsDatabaseVariable] === "yes" && !process.connected) await stopDatabaseOfDeadParent(prepared);
  return exitCode.done;
}

/** The process tree stops the database it started; when its head was killed, the worker does it after everybody left. */
async function stopDatabaseOfDeadParent({ place }: PreparedDatabase): Promise<void> {
  if (!place) return;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { state } = await stopEmbedded(place, { onlyIfUnused: true });
    if (state !== "in-use") return;
  }
}
