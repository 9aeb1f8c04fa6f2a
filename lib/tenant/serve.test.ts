import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { afterEach, expect, test } from "vitest";
import { selfSigned } from "./self-signed.ts";
import { serveTenant } from "./serve.ts";
import { createTenant, type Tenant, type TenantOptions } from "./tenant.ts";
import { appToken } from "./testing/graph-caller.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function served(
  options: TenantOptions = {},
): Promise<{ tenant: Tenant; origin: string; authorization: Record<string, string> }> {
  const tenant = createTenant({ people: 30, consent: "granted", ...options });
  const server = await serveTenant(tenant);
  open.push(server);
  return { tenant, origin: server.origin, authorization: { authorization: `Bearer ${await appToken(tenant)}` } };
}

const command = (origin: string, body: unknown) =>
  fetch(`${origin}/_tenant/control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("links lead back to the address that was asked, and forwarded headers have no say", async () => {
  const { origin, authorization } = await served();
  const response = await fetch(`${origin}/v1.0/users?$top=10`, {
    headers: { ...authorization, "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  });
  const body = await response.json();
  expect(body["@odata.nextLink"]).toMatch(new RegExp(`^${origin}/v1.0/users\\?`));
  expect((await fetch(body["@odata.nextLink"], { headers: authorization })).status).toBe(200);
  const delta = await (await fetch(`${origin}/v1.0/users/delta?$select=id`, { headers: authorization })).json();
  expect(delta["@odata.deltaLink"]).toMatch(new RegExp(`^${origin}/v1.0/users/delta\\?\\$deltatoken=`));
});

test("a post with a body reaches the tenant, and its errors their caller", async () => {
  const { origin, tenant } = await served();
  const form = {
    client_id: tenant.clientId,
    client_secret: "wrong",
    grant_type: "client_credentials",
    scope: "https://graph.microsoft.com/.default",
  };
  const response = await fetch(`${origin}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  expect([response.status, (await response.json()).error_codes]).toEqual([401, [7000215]]);
});

test("faults on the line are real ones: the connection breaks before or within the answer", async () => {
  const { origin, tenant, authorization } = await served();
  tenant.faults.add({ match: "/users", kind: "connection-drop" });
  await expect(fetch(`${origin}/v1.0/users`, { headers: authorization })).rejects.toThrow("fetch failed");
  tenant.faults.add({ match: "/users", kind: "broken-body" });
  const broken = await fetch(`${origin}/v1.0/users`, { headers: authorization });
  expect(broken.status).toBe(200);
  await expect(broken.text()).rejects.toThrow();
  expect((await fetch(`${origin}/v1.0/users`, { headers: authorization })).status).toBe(200);
});

test("another process changes the tenant by name and reads the right answer and the requests", async () => {
  const { origin, tenant, authorization } = await served();
  const added = await (await command(origin, { action: "addUser", user: { displayName: "Remote Worker" } })).json();
  const { id } = added.result;
  await command(origin, { action: "addMember", groupId: tenant.groupToSync.id, objectId: id });
  await command(origin, { action: "setManager", id, managerId: tenant.users.find("ada.quill@contoso.example")?.id });
  const state = await (await fetch(`${origin}/_tenant/state`)).json();
  expect(state.people.find((person: { id: string }) => person.id === id)).toMatchObject({
    displayName: "Remote Worker",
    managerId: tenant.users.supervisorOf(id),
  });
  expect(state.groups.find((group: { id: string }) => group.id === tenant.groupToSync.id).memberIds).toContain(id);
  expect(state.grantedRoles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
  await command(origin, { action: "addFault", match: "/\\/users\\/[^/]+$/i", status: 429, retryAfter: 7, times: 1 });
  const throttled = await fetch(`${origin}/v1.0/users/${id}`, { headers: authorization });
  expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
  const requests = await (await fetch(`${origin}/_tenant/requests`)).json();
  expect(requests.at(-1)).toMatchObject({ method: "GET", path: `/v1.0/users/${id}`, status: 429 });
  await command(origin, { action: "revokeConsent" });
  expect(tenant.grantedRoles).toBeUndefined();
});

test("another process is told how many requests there were, and how many inside batches", async () => {
  const { origin, authorization } = await served();
  const requests = ["/users?$top=1", "/users/$count"].map((url, at) => ({ id: String(at), method: "GET", url }));
  await fetch(`${origin}/v1.0/$batch`, {
    method: "POST",
    headers: { ...authorization, "content-type": "application/json" },
    body: JSON.stringify({ requests }),
  });
  const counts = await (await fetch(`${origin}/_tenant/request-counts`)).json();
  // The token and the batch; the questions about the tenant itself do not count.
  expect(counts).toEqual({ requests: 2, batched: 2 });
});

test("a command that makes no sense is refused with what is wrong", async () => {
  const { origin } = await served();
  const refusals: [unknown, RegExp][] = [
    [{ action: "explode" }, /no action explode/],
    [{ action: "deleteUser", id: "nobody" }, /no user nobody/],
    [{ action: "deleteUser", user: "x" }, /takes id, not user/],
    [{ action: "addFault", match: "/users" }, /needs a status or one of the kinds/],
    [{ action: "constructor" }, /no action/],
  ];
  for (const [body, message] of refusals) {
    const response = await command(origin, body);
    expect([response.status, (await response.json()).error.message]).toEqual([400, expect.stringMatching(message)]);
  }
});

test("the control address answers loopback names only, and no form of a foreign page", async () => {
  const { origin, tenant } = await served();
  const text = await fetch(`${origin}/_tenant/control`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: '{"action":"revokeConsent"}',
  });
  expect(text.status).toBe(415);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    httpRequest(`${origin}/_tenant/state`, { headers: { host: "rebound.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
  expect(status).toBe(403);
  expect(tenant.grantedRoles).toBeDefined();
});

test("it says what it is, and does not pass for the app's health", async () => {
  const { origin } = await served();
  const home = await (await fetch(origin)).text();
  expect(home).toContain("Demo tenant");
  expect((await fetch(`${origin}/api/health`)).status).toBe(404);
});

test("with a key and a certificate it is served over TLS", async () => {
  const { certificate, key } = selfSigned("127.0.0.1");
  const server = await serveTenant(createTenant({ people: 5 }), { tls: { key, cert: certificate } });
  open.push(server);
  expect(server.origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  await expect(fetch(server.origin), "nobody vouches for the certificate").rejects.toThrow("fetch failed");
});

type Ended = { code: number | null; stdout: string; stderr: string };

function runCommand(...options: string[]) {
  const script =
    "import('./lib/tenant/main.ts').then(async ({ runTenant }) => { process.exitCode = await runTenant(process.argv.slice(1)); });";
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, "--", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const ended: Promise<Ended> = once(child, "close").then(([code]) => ({ code, ...output }));
  return { child, output, ended };
}

test("the command prints one line of JSON, serves until it is told to stop, and leaves cleanly", async () => {
  const { child, output, ended } = runCommand(
    "--people",
    "12",
    "--consent",
    "granted",
    "--redirect-uri",
    "https://app.example/consent/callback",
  );
  while (!output.stdout.includes("\n")) await once(child.stdout, "data");
  const { origin, tenantId, clientId, groupName } = JSON.parse(output.stdout);
  expect(groupName).toBe("All Employees");
  const state = await (await fetch(`${origin}/_tenant/state`)).json();
  expect(state.people).toHaveLength(12);
  const consent = `${origin}/${tenantId}/adminconsent?client_id=${clientId}&redirect_uri=${encodeURIComponent("https://app.example/consent/callback")}`;
  expect((await fetch(consent)).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toEqual({ code: 0, stdout: output.stdout, stderr: "" });
  expect(output.stdout.trim().split("\n")).toHaveLength(1);
});

test("with --tls there is an https address too, for clients that trust its certificate", async () => {
  const { child, output, ended } = runCommand(
    "--people",
    "3",
    "--consent",
    "granted",
    "--role",
    "User.Read.All",
    "--tls",
  );
  while (!output.stdout.includes("\n")) await once(child.stdout, "data");
  const { tlsOrigin, caFile, tenantId } = JSON.parse(output.stdout);
  const body = await new Promise<string>((resolve, reject) => {
    httpsRequest(
      `${tlsOrigin}/${tenantId}/v2.0/.well-known/openid-configuration`,
      { ca: readFileSync(caFile) },
      (response) => {
        response.setEncoding("utf8").once("data", resolve);
      },
    )
      .once("error", reject)
      .end();
  });
  expect(body).toContain(`"issuer":"${tlsOrigin}/${tenantId}/v2.0"`);
  child.kill("SIGINT");
  expect((await ended).code).toBe(0);
  expect(existsSync(caFile)).toBe(false);
});

test("wrong options are told with the usage and exit 2, a taken port exits 1", async () => {
  const { origin } = await served();
  const wrong = await runCommand("--people", "none").ended;
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toMatch(/^--people none: a whole number from 1 on is needed\.\nUsage:/);
  const taken = await runCommand("--port", new URL(origin).port).ended;
  expect([taken.code, taken.stdout]).toEqual([1, ""]);
});
