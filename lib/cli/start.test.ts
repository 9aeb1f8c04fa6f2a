import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkoutDirectory } from "../config/checkout.ts";
import { lineOfPidFile } from "../db/embedded-place.ts";
import { isProcessAlive } from "../db/process-alive.ts";
import { serveTenant } from "../tenant/serve.ts";
import { createTenant } from "../tenant/tenant.ts";
import { endOf, until } from "../testing/child.ts";
import { familyOf, freePort } from "../testing/process-family.ts";

const checkout = checkoutDirectory();
const isBuilt =
  existsSync(join(checkout, ".next", "BUILD_ID")) && existsSync(join(checkout, "dist", "cli", "main.mjs"));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-start-"));
  chmodSync(folder, 0o711);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` without npm, in an empty folder: nothing of this machine's settings gets in. */
function npmStart(environment: Record<string, string>) {
  const tsx = ["--import", join(checkout, "node_modules", "tsx", "dist", "loader.mjs")];
  const child = spawn(process.execPath, [...tsx, join(checkout, "lib", "cli", "start-main.ts")], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: endOf(child) };
}

async function installation() {
  const port = await freePort();
  const tenant = createTenant({ people: 20, consent: "granted" });
  const served = await serveTenant(tenant);
  const environment = {
    MSGRAPH_TENANT_ID: tenant.tenantId,
    MSGRAPH_APPLICATION_ID: tenant.clientId,
    MSGRAPH_CLIENT_SECRET: tenant.clientSecret,
    MSGRAPH_GROUP_NAME_TO_SYNC: tenant.groupToSync.displayName,
    MSGRAPH_LOGIN_ORIGIN: served.origin,
    MSGRAPH_GRAPH_ORIGIN: served.origin,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: "only this test knows this secret, which is long enough",
    ROLLCALL_DATA_DIR: join(folder, "data"),
    PORT: String(port),
  };
  return { environment, close: served.close, health: `http://127.0.0.1:${port}/api/health` };
}

async function isReady(health: string): Promise<boolean> {
  try {
    return ((await (await fetch(health)).json()) as { worker?: boolean }).worker === true;
  } catch {
    return false;
  }
}

const database = () => Number(lineOfPidFile(join(folder, "data", "postgres", "data"), 1));

test("everything that is missing is named at once, and the exit status is that of a wrong configuration", async () => {
  const { code, stdout, stderr } = await npmStart({ MSGRAPH_TENANT_ID: "not a tenant" }).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  for (const name of ["MSGRAPH_TENANT_ID", "MSGRAPH_APPLICATION_ID", "MSGRAPH_CLIENT_SECRET"]) {
    expect(stderr).toContain(name);
  }
  for (const name of ["MSGRAPH_GROUP_NAME_TO_SYNC", "NEXTAUTH_URL", "NEXTAUTH_SECRET"]) expect(stderr).toContain(name);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test.runIf(isBuilt && process.platform === "linux")(
  "web, worker and database come up, and SIGTERM leaves none of them",
  async () => {
    const { environment, close, health } = await installation();
    const { child, ended } = npmStart(environment);
    await until(() => isReady(health), { seconds: 90, what: "readiness" });
    const family = [...familyOf(child.pid ?? 0), database()];
    expect(family.length).toBeGreaterThanOrEqual(4);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    // The system buries an ended process a moment later than its last file is gone.
    await until(() => !family.some(isProcessAlive), { seconds: 2, what: "the end of everything" });
    await close();
  },
  150_000,
);

test.runIf(isBuilt && process.platform === "linux")(
  "a killed start leaves nothing running either",
  async () => {
    const { environment, close, health } = await installation();
    const { child, ended } = npmStart(environment);
    await until(() => isReady(health), { seconds: 90, what: "readiness" });
    const family = [...familyOf(child.pid ?? 0), database()];
    child.kill("SIGKILL");
    await ended;
    await until(() => !family.some(isProcessAlive), { seconds: 40, what: "the end of everything" });
    await close();
  },
  150_000,
);
