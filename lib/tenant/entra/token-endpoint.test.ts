import { randomUUID } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import { expect, test } from "vitest";
import { selfSigned } from "../self-signed.ts";
import { createTenant } from "../tenant.ts";
import { requestToken } from "../testing/graph-caller.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

test("an application token names the app, and before consent neither roles nor a service principal", async () => {
  const tenant = createTenant({ people: 5 });
  const { status, body, headers } = await requestToken(tenant, {});
  expect([status, headers.get("cache-control"), Object.keys(body).sort()]).toEqual([
    200,
    "no-store, no-cache",
    ["access_token", "expires_in", "ext_expires_in", "token_type"],
  ]);
  const before = decodeJwt(String(body.access_token));
  expect(before).toMatchObject({
    aud: "https://graph.microsoft.com",
    appid: tenant.clientId,
    idtyp: "app",
    tid: tenant.tenantId,
    ver: "1.0",
  });
  expect([before.roles, before.oid]).toEqual([undefined, undefined]);
  tenant.grantConsent();
  const after = decodeJwt(String((await requestToken(tenant, {})).body.access_token));
  expect(after.roles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
  expect(after.oid).toBe(after.sub);
  tenant.grantConsent(["GroupMember.Read.All"]);
  expect(decodeJwt(String((await requestToken(tenant, {})).body.access_token)).roles).toEqual(["GroupMember.Read.All"]);
});

test("each refusal has Entra's status, class, number and words, and what a support call asks for", async () => {
  const tenant = createTenant({ people: 5 });
  const nobody = randomUUID();
  const refusals: [Record<string, string | undefined>, string, number, string, number, RegExp][] = [
    [
      { client_secret: "wrong" },
      tenant.tenantId,
      401,
      "invalid_client",
      7000215,
      /Invalid client secret provided\. Ensure the secret being sent in the request is the client secret value/,
    ],
    [
      { client_id: nobody },
      tenant.tenantId,
      400,
      "unauthorized_client",
      700016,
      new RegExp(`Application with identifier '${nobody}' was not found in the directory 'Contoso'`),
    ],
    [{}, "nowhere.example", 400, "invalid_request", 90002, /Tenant 'nowhere\.example' not found/],
    [{}, "common", 400, "invalid_request", 50194, /not configured as a multi-tenant application/],
    [{ scope: "User.Read" }, tenant.tenantId, 400, "invalid_scope", 70011, /The scope User\.Read is not valid/],
    [
      { scope: "api://elsewhere/.default" },
      tenant.tenantId,
      400,
      "invalid_resource",
      500011,
      /The resource principal named api:\/\/elsewhere was not found in the tenant/,
    ],
    [
      { grant_type: "password" },
      tenant.tenantId,
      400,
      "unsupported_grant_type",
      70003,
      /unsupported grant type 'password'/,
    ],
    [
      { client_secret: undefined },
      tenant.tenantId,
      401,
      "invalid_client",
      7000218,
      /'client_assertion' or 'client_secret'/,
    ],
    [{ client_id: undefined }, tenant.tenantId, 400, "invalid_request", 900144, /'client_id'/],
    [{ grant_type: undefined }, tenant.tenantId, 400, "invalid_request", 900144, /'grant_type'/],
  ];
  for (const [changes, name, status, error, code, words] of refusals) {
    const answer = await requestToken(tenant, changes, name);
    expect([answer.status, answer.body.error, answer.body.error_codes], JSON.stringify(changes)).toEqual([
      status,
      error,
      [code],
    ]);
    const { error_description: description, trace_id, correlation_id, timestamp, error_uri } = answer.body;
    expect(description).toMatch(words);
    expect(description).toMatch(
      new RegExp(`^AADSTS${code}: .* Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}$`),
    );
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    expect(error_uri).toBe(`https://login.microsoftonline.com/error?code=${code}`);
  }
});

test("no refusal repeats the secret that was sent", async () => {
  const tenant = createTenant({ people: 5 });
  const { body } = await requestToken(tenant, { client_secret: "tell-nobody" });
  expect(JSON.stringify(body)).not.toContain("tell-nobody");
});

test("the tenant is addressed by its id in any case or by a verified domain", async () => {
  const tenant = createTenant({ people: 5 });
  for (const name of [tenant.tenantId.toUpperCase(), "contoso.example", "contoso.onmicrosoft.example"]) {
    expect((await requestToken(tenant, {}, name)).status, name).toBe(200);
  }
});

test("the secret may come in the Authorization header, form-encoded as RFC 6749 wants", async () => {
  const tenant = createTenant({ people: 5, clientSecret: "a:b c+d%~" });
  const basic = Buffer.from(`${tenant.clientId}:${encodeURIComponent(tenant.clientSecret)}`).toString("base64");
  const body = new URLSearchParams({ grant_type: "client_credentials", scope: "https://graph.microsoft.com/.default" });
  const url = `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`;
  const send = (authorization: string) =>
    tenant.fetch(new Request(url, { method: "POST", body, headers: { authorization } }));
  expect((await send(`Basic ${basic}`)).status).toBe(200);
  expect((await send(`Basic ${Buffer.from(`${tenant.clientId}:wrong`).toString("base64")}`)).status).toBe(401);
});

test("an assertion is taken when the registered certificate signed it, by either algorithm, and otherwise not", async () => {
  const own = selfSigned("rollcall");
  const stranger = selfSigned("stranger");
  const tenant = createTenant({ people: 5, certificate: own.certificate });
  const asserted = async (
    change: {
      by?: typeof own;
      alg?: string;
      aud?: string;
      sub?: string;
      life?: number;
      name?: "x5t" | "x5t#S256";
    } = {},
  ) => {
    const { by = own, alg = "PS256", sub = tenant.clientId, life = 600, name = "x5t#S256" } = change;
    const { aud = `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token` } = change;
    const now = Math.floor(Date.now() / 1000);
    const client_assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg, typ: "JWT", [name]: name === "x5t" ? by.sha1 : by.sha256 })
      .setIssuer(sub)
      .setSubject(sub)
      .setAudience(aud)
      .setNotBefore(now - 10)
      .setExpirationTime(now + life)
      .sign(by.privateKey);
    const { status, body } = await requestToken(tenant, {
      client_secret: undefined,
      client_assertion,
      client_assertion_type: assertionType,
    });
    return status === 200 ? 200 : (body.error_codes as number[])[0];
  };
  expect(await asserted()).toBe(200);
  expect(await asserted({ alg: "RS256", name: "x5t" })).toBe(200);
  expect(await asserted({ by: stranger })).toBe(700027);
  expect(await asserted({ sub: randomUUID() })).toBe(700027);
  expect(await asserted({ life: -3600 })).toBe(700027);
  expect(await asserted({ aud: "https://elsewhere.example/" })).toBe(50013);
  const bare = createTenant({ people: 5 });
  const { body } = await requestToken(bare, {
    client_secret: undefined,
    client_assertion: "a.b.c",
    client_assertion_type: assertionType,
  });
  expect(body.error_codes).toEqual([700027]);
});

test("a fault befalls the token endpoint in Entra's form", async () => {
  const tenant = createTenant({ people: 5 });
  tenant.faults.add({ match: "/oauth2/v2.0/token", status: 503, retryAfter: 2 });
  const { status, body, headers } = await requestToken(tenant, {});
  expect([status, body.error, body.error_codes, headers.get("retry-after")]).toEqual([
    503,
    "temporarily_unavailable",
    [90033],
    "2",
  ]);
  expect((await requestToken(tenant, {})).status).toBe(200);
});
