import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { type ActingContext, createContext } from "../context.ts";
import { createLog } from "../log.ts";
import { createTenant, type Tenant, type TenantOptions } from "../tenant/tenant.ts";
import { testDatabase } from "./test-database.ts";

export type TestContext = {
  context: ActingContext;
  tenant: Tenant;
  close(): Promise<void>;
};

/**
 * A context on a database of its own and on a demo tenant called in process: everything is the product's own code, only
 * the network is left out. The app is consented and the group to sync is the tenant's, unless told otherwise.
 */
export async function testContext({
  people = 40,
  tenant: tenantOptions = {},
  environment = {},
  now,
}: {
  people?: number;
  tenant?: TenantOptions;
  environment?: Environment;
  now?: () => Date;
} = {}): Promise<TestContext> {
  const tenant = createTenant({ people, consent: "granted", ...(now ? { now } : {}), ...tenantOptions });
  const database = await testDatabase();
  const dataDirectory = mkdtempSync(join(tmpdir(), "rollcall-data-"));
  const config = readEnvironment({
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
    DATABASE_URL: database.url,
    ROLLCALL_DATA_DIR: dataDirectory,
    ...environment,
  });
  const context = createContext({
    config,
    db: database.db,
    log: createLog({ level: config.logLevel }),
    now,
    transport: (request) => tenant.fetch(request),
  });
  return {
    context,
    tenant,
    async close() {
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
