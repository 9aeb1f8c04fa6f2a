import { type OpenContext, openContext } from "../commands/open-context.ts";
import type { Environment } from "../config/environment.ts";
import { readConfig } from "../config/read-config.ts";
import { AppError } from "../errors.ts";
import { commandLineActor } from "./requested-by.ts";

/**
 * Opens the context of a command that asks Microsoft Graph about the group to sync.
 *
 * The group may be chosen in the browser instead of the environment, so its absence alone is no fault before the
 * database was asked. When anything else is wrong, it is named too: everything at once.
 *
 * @throws AppError `configuration`, `database-unavailable`, `database-failed`.
 */
export async function openForGraph({ environment }: { environment: Environment }): Promise<OpenContext> {
  try {
    return await openContext({
      environment,
      needs: ["graph"],
      applicationName: "rollcall command",
      actor: commandLineActor(),
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "configuration") {
      readConfig({ environment, needs: ["graph", "group"] });
    }
    throw error;
  }
}
