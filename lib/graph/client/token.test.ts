import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestCertificate } from "../../testing/certificate.ts";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";

const tokenPath = "/oauth2/v2.0/token";
const secret = "s3cret~with&signs%and+blanks in it";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-certificate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything of an error that could reach a log or a page. */
function everything(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    parts.push(String(at), at.stack ?? "", JSON.stringify(at), JSON.stringify(Object.getOwnPropertyDescriptors(at)));
  }
  return parts.join("\n");
}

test("a token is fetched once, whoever asks, and carries what was granted", async () => {
  const { tenant, graph } = tenantGraph();
  const [first, ...others] = await Promise.all([graph.token(), graph.session().token(), graph.token()]);
  expect(others).toEqual([first, first]);
  expect(first).toMatchObject({
    roles: ["User.Read.All", "GroupMember.Read.All"],
    tenantId: tenant.tenantId,
    servicePrincipalId: expect.any(String),
  });
  expect(first.expiresOn.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  await graph.token();
  expect(tenant.requests.filter((request) => request.path.endsWith(tokenPath))).toHaveLength(1);
});

test("a fresh token shows a consent that was given in the meantime", async () => {
  const { tenant, graph } = tenantGraph({ tenant: { consent: "none" } });
  expect((await graph.token()).roles).toEqual([]);
  tenant.grantConsent();
  expect((await graph.token()).roles).toEqual([]);
  expect((await graph.token({ fresh: true })).roles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
});

test("a tenant is found by its domain as well", async () => {
  const { tenant, graph } = tenantGraph({ config: { tenantId: "contoso.example" } });
  expect((await graph.token()).tenantId).toBe(tenant.tenantId);
});

test("a wrong secret is refused with what to do, and is not shown anywhere", async () => {
  const { session } = tenantGraph({ config: { credential: { kind: "secret", secret } } });
  const error = await rejection(session.get("/users?$top=1"));
  expect(error).toMatchObject({
    code: "credentials-refused",
    status: 401,
    graphCode: "AADSTS7000215",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    message: expect.stringContaining("Paste the secret's VALUE"),
  });
  for (const form of [secret, encodeURIComponent(secret), new URLSearchParams({ secret }).toString().slice(7)]) {
    expect(everything(error)).not.toContain(form);
  }
});

test("a secret that an answer repeats is blotted out", async () => {
  const { tenant, graph } = tenantGraph({ config: { credential: { kind: "secret", secret } } });
  const description = `AADSTS999999: Strange request client_secret=${secret} Trace ID: 33333333-0000-4000-8000-00000000000a`;
  tenant.faults.add({
    match: tokenPath,
    status: 400,
    body: { error: "invalid_request", error_description: description, error_codes: [999999] },
  });
  const error = await rejection(graph.token());
  expect(error).toMatchObject({ code: "graph-failed", graphCode: "AADSTS999999" });
  expect(error).toMatchObject({ requestId: "33333333-0000-4000-8000-00000000000a" });
  expect(everything(error)).not.toContain(secret);
});

test("an unknown tenant is told as such", async () => {
  const { graph } = tenantGraph({ config: { tenantId: "99999999-0000-4000-8000-00000000dead" } });
  const error = await rejection(graph.token());
  expect(error).toMatchObject({
    code: "tenant-unknown",
    graphCode: "AADSTS90002",
    message: expect.stringContaining("MSGRAPH_TENANT_ID"),
  });
});

test("an unknown application is told as such", async () => {
  const { graph } = tenantGraph({ config: { applicationId: "99999999-0000-4000-8000-00000000beef" } });
  const error = await rejection(graph.token());
  expect(error).toMatchObject({
    code: "credentials-refused",
    graphCode: "AADSTS700016",
    message: expect.stringContaining("MSGRAPH_APPLICATION_ID"),
  });
});

test.each([
  [7000222, "invalid_client", "credentials-refused", /expired/],
  [7000229, "invalid_client", "consent-missing", /Get consent/],
  [7000112, "unauthorized_client", "credentials-refused", /disabled/],
  [700027, "invalid_client", "credentials-refused", /certificate/],
  [650057, "invalid_client", "consent-missing", /Get consent/],
  [53003, "access_denied", "credentials-refused", /Conditional Access policy/],
  [53999, "access_denied", "graph-failed", /^400: Blocked by policy\. \(AADSTS53999\)$/],
])("AADSTS%i is %s: %s", async (number, oauthError, code, message) => {
  const { tenant, graph } = tenantGraph();
  const description = `AADSTS${number}: Blocked by policy. Trace ID: 33333333-0000-4000-8000-00000000000a Correlation ID: 33333333-0000-4000-8000-00000000000b Timestamp: 2026-08-01 10:00:00Z`;
  const body = { error: oauthError, error_description: description, error_codes: [number] };
  tenant.faults.add({ match: tokenPath, status: 400, body });
  expect(await rejection(graph.token())).toMatchObject({
    code,
    graphCode: `AADSTS${number}`,
    requestId: "33333333-0000-4000-8000-00000000000a",
    message: expect.stringMatching(message),
  });
});

test("a sign-in service that fails for a moment is asked again", async () => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: tokenPath, status: 503, retryAfter: 2 });
  tenant.faults.add({ match: tokenPath, kind: "connection-drop" });
  await expect(session.get("/users?$top=1&$select=id")).resolves.toHaveProperty("value");
  expect(waits).toHaveLength(2);
  expect(session.usage).toMatchObject({ requests: 1, retries: 0 });
});

test("after a failure the next attempt asks again at once", async () => {
  const { tenant, graph } = tenantGraph();
  tenant.faults.add({ match: tokenPath, status: 500, body: { error: "server_error" }, times: 5 });
  await rejection(graph.token());
  await expect(graph.token()).resolves.toHaveProperty("accessToken");
});

test("a sign-in service out of reach is named by its host", async () => {
  const { tenant, graph } = tenantGraph();
  tenant.faults.add({ match: tokenPath, kind: "connection-drop", times: "always" });
  const error = await rejection(graph.token());
  expect(error).toMatchObject({
    code: "graph-unreachable",
    message: expect.stringContaining("login.microsoftonline.com"),
  });
});

test("a 200 without a token is a failure", async () => {
  const { tenant, graph } = tenantGraph();
  tenant.faults.add({ match: tokenPath, status: 200, body: { token_type: "Bearer" } });
  expect(await rejection(graph.token())).toMatchObject({ code: "graph-failed" });
});

test("a token that cannot be decoded is used all the same", async () => {
  const { tenant, graph } = tenantGraph();
  const body = { token_type: "Bearer", expires_in: 3_599, access_token: "opaque" };
  tenant.faults.add({ match: tokenPath, status: 200, body });
  expect(await graph.token()).toMatchObject({ accessToken: "opaque", roles: undefined });
});

test("a certificate signs in instead of a secret", async () => {
  const { keyAndCertificate, certificate } = createTestCertificate();
  const path = join(folder, "both.pem");
  writeFileSync(path, keyAndCertificate);
  const { graph } = tenantGraph({ tenant: { certificate }, config: { credential: { kind: "certificate", path } } });
  expect((await graph.token()).roles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
});

test("a certificate that is not registered is refused with what to do", async () => {
  const path = join(folder, "unregistered.pem");
  writeFileSync(path, createTestCertificate().keyAndCertificate);
  const { graph } = tenantGraph({ config: { credential: { kind: "certificate", path } } });
  expect(await rejection(graph.token())).toMatchObject({
    code: "credentials-refused",
    graphCode: "AADSTS700027",
    message: expect.stringContaining("Upload the certificate"),
  });
});

test("a PEM file that cannot be used says why, and never holds the key", async () => {
  const one = createTestCertificate();
  const other = createTestCertificate();
  const files: [string, string | undefined, RegExp][] = [
    ["absent.pem", undefined, /absent\.pem cannot be read/],
    ["key-only.pem", one.key, /holds no certificate/],
    ["certificate-only.pem", one.certificate, /holds no private key/],
    ["strangers.pem", `${one.key}${other.certificate}`, /does not belong to the private key/],
    ["broken-key.pem", `${one.key.replace("MII", "ZZZ")}${one.certificate}`, /private key in .* cannot be used/],
    [
      "broken-certificate.pem",
      `${one.key}${one.certificate.replace("MII", "ZZZ")}`,
      /certificate in .* cannot be read/,
    ],
  ];
  for (const [name, content, message] of files) {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    const { graph } = tenantGraph({ config: { credential: { kind: "certificate", path } } });
    const error = await rejection(graph.token());
    expect(error).toMatchObject({ code: "configuration", message: expect.stringMatching(message) });
    expect(everything(error)).not.toContain(one.key.split("\n")[5]);
  }
});

test("a certificate file that was mended is read at the next attempt", async () => {
  const { keyAndCertificate, certificate } = createTestCertificate();
  const path = join(folder, "late.pem");
  const { graph } = tenantGraph({ tenant: { certificate }, config: { credential: { kind: "certificate", path } } });
  await rejection(graph.token());
  writeFileSync(path, keyAndCertificate);
  await expect(graph.token()).resolves.toHaveProperty("accessToken");
});
