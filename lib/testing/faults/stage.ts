import { sync } from "../../commands/sync.ts";
import { readEnvironment } from "../../config/environment.ts";
import { type ActingContext, createContext } from "../../context.ts";
import type { Database } from "../../db/database.ts";
import { createGraph } from "../../graph/client/graph.ts";
import { standardPolicy } from "../../graph/client/patience.ts";
import type { Run } from "../../graph/sync/ledger.ts";
import { createLog } from "../../log.ts";
import { createTenant, type Tenant } from "../../tenant/tenant.ts";
import { emptyDatabase } from "../empty-database.ts";
import type { MirroredScope } from "../mirror-state.ts";
import { type StoppedClock, stoppedClock } from "../stopped-clock.ts";
import { changeDirectory, prepareDirectory } from "./directory-changes.ts";
import type { FaultRow } from "./fault-row.ts";
import { foundClub } from "./memberships.ts";
import { type WatchedLine, watchedLine } from "./watched-line.ts";

/** A directory, a mirror, and the line between them, under a clock that stands still. */
export type Stage = {
  db: Database;
  tenant: Tenant;
  scope: MirroredScope;
  clock: StoppedClock;
  line: WatchedLine;
  run(kind: "full" | "delta"): Promise<Run>;
  /** Lets a bit of everything change in the directory. */
  changeDirectory(): void;
};

/** A tenant of its own and an empty mirror. */
export async function openStage(
  db: Database,
  row: Pick<FaultRow, "tenant" | "policy" | "inSlices" | "memberships">,
): Promise<Stage> {
  await emptyDatabase(db);
  const clock = stoppedClock();
  // Small pages, so that every list and every round of changes has several.
  const pages = { pageLimit: 20, expandPageLimit: 20, deltaPageLimit: 5 };
  // Below 600 users nothing is read in slices.
  const size = row.inSlices ? { people: 1_300, expandPageLimit: 50 } : { people: 50, ...pages };
  const tenant = createTenant({ consent: "granted", ...size, now: clock.now, ...row.tenant });
  const line = watchedLine(tenant, { clock });
  const scope = row.inSlices ? "everyone" : "group";
  const context = contextOn(db, { ...row, tenant, scope, clock, line });
  prepareDirectory(tenant);
  if (row.memberships) foundClub(tenant);
  let round = 0;
  return {
    db,
    tenant,
    scope,
    clock,
    line,
    async run(kind) {
      const outcome = await clock.runUntil(sync(context, { requestedBy: "fault table", kind }));
      if (outcome.state !== "ended") throw new Error(`The run did not end: ${outcome.state}`);
      return outcome.run;
    },
    changeDirectory() {
      round += 1;
      changeDirectory(tenant, round);
    },
  };
}

function contextOn(
  db: Database,
  {
    tenant,
    scope,
    clock,
    line,
    policy,
    memberships,
  }: Pick<Stage, "tenant" | "scope" | "clock" | "line"> & Pick<FaultRow, "policy" | "memberships">,
): ActingContext {
  const config = readEnvironment({
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: scope === "everyone" ? "*" : tenant.groupToSync.displayName,
    DATABASE_URL: db.url,
    ROLLCALL_MEMBERSHIPS: memberships ?? "scope",
  });
  if (!config.graph) throw new Error("The environment above configures Microsoft Graph.");
  const graph = createGraph({
    config: config.graph,
    transport: line.transport,
    policy: { ...standardPolicy, ...policy },
    now: clock.now,
    sleep: clock.sleep,
  });
  const log = createLog({ level: "off" });
  // Its own Graph, whose clock and patience the stage sets.
  return { ...createContext({ config, db, log, now: clock.now, transport: line.transport }), graph };
}
