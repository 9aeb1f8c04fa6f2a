import type { Actor } from "./audit/model.ts";
import type { Config } from "./config/config.ts";
import type { Database } from "./db/database.ts";
import { AppError } from "./errors.ts";
import { createGraph, type Graph } from "./graph/client/graph.ts";
import type { Transport } from "./graph/client/transport.ts";
import type { Log } from "./log.ts";

/** Everything a command needs, built once per process (web, command line, worker, test) and passed first. */
export type Context = {
  readonly config: Config;
  readonly db: Database;
  /** @throws AppError `configuration` when the app registration is not configured. */
  readonly graph: Graph;
  readonly log: Log;
  readonly now: () => Date;
  /** In whose name this is done: whom the audit log names. */
  readonly actor: Actor;
};

declare const acting: unique symbol;

/**
 * A context that may also change things: what commands ask for that start, decide, store or end something. A process has
 * one; the web hands it to admins alone, and to readers the same thing as a plain `Context`.
 */
export type ActingContext = Context & { readonly [acting]: true };

/** `transport` is given by tests (the demo tenant in process); without it requests go over the network. */
export function createContext({
  config,
  db,
  log,
  now = () => new Date(),
  transport,
  actor = { name: "Rollcall" },
}: {
  config: Config;
  db: Database;
  log: Log;
  now?: () => Date;
  transport?: Transport;
  actor?: Actor;
}): ActingContext {
  let graph: Graph | undefined;
  const context: Context = {
    config,
    db,
    log,
    now,
    actor,
    get graph() {
      if (!config.graph) {
        throw new AppError(
          "configuration",
          "Microsoft Graph is not configured: set MSGRAPH_TENANT_ID, MSGRAPH_APPLICATION_ID and MSGRAPH_CLIENT_SECRET.",
        );
      }
      graph ??= createGraph({ config: config.graph, transport, log });
      return graph;
    },
  };
  return context as ActingContext;
}

/** The same process's context, in the name of somebody else: a web server acts for whoever asks. */
export function inTheNameOf(actor: Actor, context: ActingContext): ActingContext {
  const { config, db, log, now } = context;
  const named: Context = {
    ...{ config, db, log, now, actor },
    // Read when it is asked for: without a registration there is none, and most pages need none.
    get graph() {
      return context.graph;
    },
  };
  return named as ActingContext;
}
