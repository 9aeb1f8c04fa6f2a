import type { Config, GraphConfig, WebConfig } from "../config/config.ts";

/** The configuration of a process that lets people in: our address and secret, and the registration they sign in to. */
export type DoorConfig = Config & { web: WebConfig; graph: GraphConfig };
