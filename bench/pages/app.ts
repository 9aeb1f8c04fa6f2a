import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { checkout } from "../machine.ts";
import { bareEnvironment } from "../measured-process.ts";

export type App = {
  url: string;
  /** The session of an admin. */
  cookie: string;
  /** Whom to look at: somebody in the middle of everything, who supervises ten, or a ninth of all; a group of a tenth. */
  ids: { person: string; supervisor: string; leader: string; group: string };
  /** Lets the mirror look changed, so that nothing that was kept of it holds any more. */
  touch(): Promise<void>;
  stop(): Promise<void>;
};

const built = (name: string) => join(checkout, "dist", "cli", name);
const registration = {
  tenantId: "22222222-0000-4000-8000-000000000001",
  applicationId: "33333333-0000-4000-8000-000000000001",
};
const admin = "11111111-0000-4000-8000-000000000001";
const secret = "only for this measurement, on this machine";

/** The built server over an embedded database of its own with so many people in it, by SQL and not by a run. */
export async function startApp({ folder, people }: { folder: string; people: number }): Promise<App> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = bareEnvironment(folder, {
    DATABASE_URL: "",
    ROLLCALL_DATA_DIR: folder,
    ROLLCALL_WORKER: "off",
    ROLLCALL_ADMINS: admin,
    MSGRAPH_TENANT_ID: registration.tenantId,
    MSGRAPH_APPLICATION_ID: registration.applicationId,
    MSGRAPH_CLIENT_SECRET: "nobody asks",
    MSGRAPH_GROUP_NAME_TO_SYNC: "*",
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret,
    PORT: String(port),
  });
  const perform = promisify(execFile);
  const command = (...args: string[]) =>
    perform(process.execPath, [built("main.mjs"), ...args], { cwd: folder, env: environment });
  const pool = new pg.Pool({ connectionString: (await command("db", "start")).stdout.trim(), max: 1 });
  await command("migrate");
  await pool.query(`SET bench.people = ${people}`);
  await pool.query(readFileSync(join(import.meta.dirname, "seed.sql"), "utf8"));
  await pool.query("VACUUM ANALYZE");
  const server = spawn(process.execPath, [built("start.mjs")], {
    cwd: checkout,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await reachable(url);
  const idOf = async (sql: string) => String((await pool.query<{ id: string }>(sql)).rows[0]?.id);
  return {
    url,
    cookie: `next-auth.session-token=${await session()}`,
    ids: {
      person: await idOf("SELECT md5('4321')::uuid::text AS id"),
      supervisor: await idOf("SELECT md5('432')::uuid::text AS id"),
      leader: await idOf("SELECT md5('1')::uuid::text AS id"),
      group: await idOf("SELECT md5('g1')::uuid::text AS id"),
    },
    async touch() {
      await pool.query(
        `UPDATE microsoft_graph_user SET "changeSeq" = nextval('microsoft_graph_change_seq') WHERE id = md5('1')::uuid::text`,
      );
    },
    async stop() {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      await pool.end();
      await command("db", "stop");
    },
  };
}

function session(): Promise<string> {
  const token = {
    objectId: admin,
    tenantId: registration.tenantId,
    name: "Ada Quill",
    userPrincipalName: "ada.quill@contoso.example",
    appRoles: ["Rollcall.Admin"],
    guest: false,
    sessionId: "a measurement",
    signedInAt: Math.floor(Date.now() / 1000),
    rolesReadAt: Math.floor(Date.now() / 1000),
    // As lib/auth names the registration a session belongs to.
    registration: `${registration.tenantId}/${registration.applicationId}`,
  };
  return encode({ token, secret, maxAge: 8 * 60 * 60 });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("There is no free port.");
  return address.port;
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${url}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(200);
  }
  throw new Error(`${url} did not answer within a minute.`);
}
