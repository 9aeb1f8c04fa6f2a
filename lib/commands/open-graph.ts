import { type ConfigOptions, readConfig } from "../config/read-config.ts";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { createGraph } from "../graph/client/graph.ts";
import { createLog } from "../log.ts";

/**
 * Microsoft Graph alone, for what needs no database: none is started and none has to be there.
 *
 * @throws AppError `configuration` naming every variable that is missing or wrong.
 */
export function openGraph({
  environment,
}: Pick<ConfigOptions, "environment">): Pick<Context, "graph" | "now" | "config"> {
  const config = readConfig({ environment, needs: ["graph"] });
  if (!config.graph) throw new AppError("configuration", "Microsoft Graph is not configured.");
  const log = createLog({ level: config.logLevel });
  return { config, graph: createGraph({ config: config.graph, log }), now: () => new Date() };
}
