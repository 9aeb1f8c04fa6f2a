import { createHash, randomBytes } from "node:crypto";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { createTenant, type Tenant } from "../tenant.ts";

const origin = "http://127.0.0.1:4010";
const callback = "http://localhost:3999/cb";

function authorizeUrl(tenant: Tenant, changes: Record<string, string | undefined> = {}): string {
  const url = new URL(`${origin}/${tenant.tenantId}/oauth2/v2.0/authorize`);
  const parameters = {
    client_id: tenant.clientId,
    redirect_uri: callback,
    response_type: "code",
    scope: "openid profile email",
    state: "the state",
    nonce: "the nonce",
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

async function page(
  tenant: Tenant,
  changes: Record<string, string | undefined> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await tenant.fetch(new Request(authorizeUrl(tenant, changes)));
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function pick(
  tenant: Tenant,
  form: Record<string, string>,
  changes: Record<string, string | undefined> = {},
): Promise<Response> {
  return tenant.fetch(new Request(authorizeUrl(tenant, changes), { method: "POST", body: new URLSearchParams(form) }));
}

async function codeFor(
  tenant: Tenant,
  name: string,
  changes: Record<string, string | undefined> = {},
): Promise<string> {
  const response = await pick(tenant, { person: oidOf((await page(tenant)).text, name) }, changes);
  return new URL(String(response.headers.get("location"))).searchParams.get("code") ?? "";
}

/** The value of the button whose text begins with a name. */
function oidOf(text: string, name: string): string {
  const found = [...text.matchAll(/value="([^"]+)"><strong>([^<]+)<\/strong>/g)].find((match) =>
    match[2]?.startsWith(name),
  );
  return String(found?.[1]);
}

async function redeem(tenant: Tenant, code: string, changes: Record<string, string | undefined> = {}) {
  const parameters = {
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
    ...changes,
  };
  const body = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const response = await tenant.fetch(
    new Request(`${origin}/${tenant.tenantId}/oauth2/v2.0/token`, { method: "POST", body }),
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function claimsOf(tenant: Tenant, idToken: unknown) {
  const configuration = await (
    await tenant.fetch(new Request(`${origin}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`))
  ).json();
  const keys: JSONWebKeySet = await (await tenant.fetch(new Request(configuration.jwks_uri))).json();
  const { payload } = await jwtVerify(String(idToken), createLocalJWKSet(keys), {
    issuer: configuration.issuer,
    audience: tenant.clientId,
  });
  return payload;
}

test("the configuration is on the origin that was asked, and complete", async () => {
  const tenant = createTenant({ people: 5 });
  const configuration = await (
    await tenant.fetch(new Request(`${origin}/contoso.example/v2.0/.well-known/openid-configuration`))
  ).json();
  expect(configuration).toMatchObject({
    issuer: `${origin}/${tenant.tenantId}/v2.0`,
    token_endpoint: `${origin}/${tenant.tenantId}/oauth2/v2.0/token`,
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    request_uri_parameter_supported: false,
  });
  const required =
    "authorization_endpoint jwks_uri userinfo_endpoint device_authorization_endpoint end_session_endpoint response_types_supported response_modes_supported scopes_supported token_endpoint_auth_methods_supported claims_supported tenant_region_scope cloud_instance_name cloud_graph_host_name msgraph_host rbac_url http_logout_supported frontchannel_logout_supported";
  for (const field of required.split(" ")) expect(configuration, field).toHaveProperty(field);
  const shared = await (
    await tenant.fetch(new Request(`${origin}/common/v2.0/.well-known/openid-configuration`))
  ).json();
  expect(shared.issuer).toBe(`${origin}/{tenantid}/v2.0`);
});

test("the page offers an administrator, a reader, somebody without role and a guest, and one control says admin", async () => {
  const tenant = createTenant();
  const { status, text, headers } = await page(tenant);
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  const buttons = [...text.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map((match) =>
    String(match[1])
      .replace(/<[^>]+>/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  expect(buttons.filter((button) => /admin/i.test(button))).toEqual([
    "Ada Quill, demo administrator ada.quill@contoso.example",
  ]);
  expect(buttons).toContain("Bo Marsh, reader bo.marsh@contoso.example");
  expect(buttons).toContain("Cy Ferro, no role cy.ferro@contoso.example");
  expect(buttons).toContain("Eve Adler, guest of another tenant eve.adler@fabrikam.example");
});

test("everybody else is found by name or address, and hostile names are shown as text", async () => {
  const tenant = createTenant();
  const { text } = await page(tenant, { q: "<script>" });
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).not.toContain("<script>alert");
  expect((await page(tenant, { q: "o'brien@" })).text).toContain("Sinéad O&#39;Brien");
  expect((await page(tenant, { q: '"><img src=x>' })).text).toContain("Nobody else is called");
});

test("a signed-in person comes back with code and state, and the id token says who, for which tenant, with which roles", async () => {
  const tenant = createTenant();
  const verifier = randomBytes(32).toString("base64url");
  const code_challenge = createHash("sha256").update(verifier).digest("base64url");
  const pkce = { code_challenge, code_challenge_method: "S256" };
  const response = await pick(tenant, { person: oidOf((await page(tenant)).text, "Ada Quill") }, pkce);
  const location = new URL(String(response.headers.get("location")));
  expect([response.status, location.origin + location.pathname, location.searchParams.get("state")]).toEqual([
    302,
    callback,
    "the state",
  ]);
  const { status, body } = await redeem(tenant, String(location.searchParams.get("code")), { code_verifier: verifier });
  expect(status).toBe(200);
  const ada = tenant.users.find("ada.quill@contoso.example");
  const claims = await claimsOf(tenant, body.id_token);
  expect(claims).toMatchObject({
    ver: "2.0",
    tid: tenant.tenantId,
    oid: ada?.id,
    name: "Ada Quill",
    preferred_username: "ada.quill@contoso.example",
    email: "ada.quill@contoso.example",
    nonce: "the nonce",
    roles: ["Rollcall.Admin"],
  });
  expect(claims.sub).not.toBe(ada?.id);
  const userinfo = await tenant.fetch(
    new Request(`${origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${body.access_token}` } }),
  );
  expect(await userinfo.json()).toMatchObject({ name: "Ada Quill", email: "ada.quill@contoso.example" });
});

test("roles differ by person, and the guest's token carries another tenant", async () => {
  const tenant = createTenant();
  const claims = async (name: string) =>
    claimsOf(tenant, (await redeem(tenant, await codeFor(tenant, name))).body.id_token);
  expect((await claims("Bo Marsh")).roles).toEqual(["Rollcall.Reader"]);
  expect((await claims("Cy Ferro")).roles).toBeUndefined();
  const guest = await claims("Eve Adler");
  expect(guest.tid).not.toBe(tenant.tenantId);
  expect(guest.preferred_username).toBe("eve.adler@fabrikam.example");
});

test("only what was asked for in the scope is in the id token", async () => {
  const tenant = createTenant();
  const code = await codeFor(tenant, "Ada Quill", { scope: "openid", nonce: undefined });
  const claims = await claimsOf(tenant, (await redeem(tenant, code)).body.id_token);
  expect([claims.oid, claims.name, claims.email, claims.nonce]).toEqual([undefined, undefined, undefined, undefined]);
  expect(claims.tid).toBe(tenant.tenantId);
});

test("a code is good once, for its own redirect URI, verifier and ten minutes", async () => {
  let now = new Date();
  const tenant = createTenant({ now: () => now });
  const challenged = {
    code_challenge: createHash("sha256").update("right").digest("base64url"),
    code_challenge_method: "S256",
  };
  const problem = async (code: string, changes: Record<string, string | undefined> = {}) => {
    const { status, body } = await redeem(tenant, code, changes);
    return status === 200 ? 200 : [body.error, ...(body.error_codes as number[])];
  };
  const code = await codeFor(tenant, "Ada Quill", challenged);
  expect(await problem(code)).toEqual(["invalid_grant", 50148]);
  expect(await problem(code, { code_verifier: "wrong" })).toEqual(["invalid_grant", 501481]);
  expect(await problem(code, { code_verifier: "right", redirect_uri: "http://localhost:3999/other" })).toEqual([
    "invalid_grant",
    50011,
  ]);
  expect(await problem(code, { code_verifier: "right", client_secret: "wrong" })).toEqual(["invalid_client", 7000215]);
  expect(await problem(code, { code_verifier: "right" })).toBe(200);
  expect(await problem(code, { code_verifier: "right" })).toEqual(["invalid_grant", 54005]);
  expect(await problem("made-up")).toEqual(["invalid_grant", 9002313]);
  const old = await codeFor(tenant, "Ada Quill");
  now = new Date(now.getTime() + 11 * 60_000);
  expect(await problem(old)).toEqual(["invalid_grant", 70008]);
});

test("an unregistered redirect URI and an unknown app are pages, never redirects", async () => {
  const tenant = createTenant({ redirectUris: ["https://app.example/consent/callback"] });
  const refused = [
    "http://localhost:3999/cb/",
    "https://evil.example/api/auth/callback/azure-ad",
    "http://127.0.0.1:3000/consent/callback",
    "http://127.0.0.1:3000@evil.example/api/auth/callback/azure-ad",
  ];
  for (const redirect_uri of refused) {
    const { status, text, headers } = await page(tenant, { redirect_uri });
    expect([status, headers.has("location")], redirect_uri).toEqual([400, false]);
    expect(text).toContain("AADSTS50011");
  }
  for (const redirect_uri of [
    "https://app.example/consent/callback",
    "http://127.0.0.1:53124/api/auth/callback/azure-ad",
    "http://localhost/api/auth/callback/azure-ad",
  ]) {
    expect((await page(tenant, { redirect_uri })).status, redirect_uri).toBe(200);
  }
  expect((await page(tenant, { client_id: "00000000-0000-4000-8000-000000000000" })).text).toContain("AADSTS700016");
});

test("what cannot be done goes back to the app as an error with the state", async () => {
  const tenant = createTenant();
  const error = (response: Response) => {
    const { searchParams } = new URL(String(response.headers.get("location")));
    return [searchParams.get("error"), searchParams.get("state")];
  };
  expect(error(await pick(tenant, { answer: "cancel" }))).toEqual(["access_denied", "the state"]);
  const silent = await tenant.fetch(new Request(authorizeUrl(tenant, { prompt: "none" })));
  expect(error(silent)).toEqual(["login_required", "the state"]);
  const token = await tenant.fetch(new Request(authorizeUrl(tenant, { response_type: "token" })));
  expect(error(token)).toEqual(["unsupported_response_type", "the state"]);
});

test("form_post answers with a form that sends itself, and needs no script to be sent", async () => {
  const tenant = createTenant();
  const text = await (
    await pick(tenant, { person: oidOf((await page(tenant)).text, "Ada Quill") }, { response_mode: "form_post" })
  ).text();
  expect(text).toMatch(
    /<form method="post" action="http:\/\/localhost:3999\/cb"><input type="hidden" name="code" value="[^"]+"><input type="hidden" name="state" value="the state">/,
  );
  expect(text).toContain("<button");
});

test("disabled and deleted accounts cannot sign in", async () => {
  const tenant = createTenant();
  const { id } = tenant.addUser({ displayName: "Off Duty", accountEnabled: false });
  expect(await (await pick(tenant, { person: id })).text()).toContain("AADSTS50057");
  tenant.deleteUser(id);
  expect(await (await pick(tenant, { person: id })).text()).toContain("AADSTS50034");
});

test("signing out returns to registered origins only", async () => {
  const tenant = createTenant({ redirectUris: ["https://app.example/api/auth/callback/azure-ad"] });
  const leave = async (uri: string) => {
    const url = `${origin}/${tenant.tenantId}/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(uri)}`;
    return (await tenant.fetch(new Request(url))).headers.get("location");
  };
  expect(await leave("https://app.example/bye")).toBe("https://app.example/bye");
  expect(await leave("http://127.0.0.1:3000/")).toBe("http://127.0.0.1:3000/");
  expect(await leave("https://evil.example/")).toBeNull();
});
