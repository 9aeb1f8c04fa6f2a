import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { createTenant, type Tenant, type TenantOptions } from "../tenant.ts";
import { appToken } from "../testing/graph-caller.ts";

const callback = "https://app.example/consent/callback";
const graphDefault = "https://graph.microsoft.com/.default";
type Version = "v1" | "v2";

const registered = (options: TenantOptions = {}) => createTenant({ people: 5, redirectUris: [callback], ...options });

function consentUrl(
  tenant: Tenant,
  version: Version,
  changes: Record<string, string | undefined> = {},
  name = tenant.tenantId,
): string {
  const url = new URL(`https://login.microsoftonline.com/${name}/${version === "v2" ? "v2.0/" : ""}adminconsent`);
  const parameters = {
    client_id: tenant.clientId,
    redirect_uri: callback,
    state: "the state",
    scope: version === "v2" ? graphDefault : undefined,
    ...changes,
  };
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(key, value);
  return url.href;
}

const answer = (tenant: Tenant, url: string, form: Record<string, string>) =>
  tenant.fetch(new Request(url, { method: "POST", body: new URLSearchParams(form) }));

async function redirected(response: Response): Promise<Record<string, string>> {
  const { searchParams, origin, pathname } = new URL(String(response.headers.get("location")));
  expect(origin + pathname).toBe(callback);
  return Object.fromEntries(searchParams);
}

test("the page lists what is asked for and who may answer", async () => {
  const tenant = registered();
  const text = await (await tenant.fetch(new Request(consentUrl(tenant, "v2")))).text();
  for (const expected of [
    "User.Read.All",
    "GroupMember.Read.All",
    "Privileged Role Administrator",
    ">Approve<",
    ">Refuse<",
  ])
    expect(text).toContain(expected);
  expect(tenant.grantedRoles).toBeUndefined();
});

test("approving grants the roles and says so, with the scope in v2 and without in v1", async () => {
  for (const version of ["v1", "v2"] as const) {
    const tenant = registered();
    const parameters = await redirected(
      await answer(tenant, consentUrl(tenant, version), { as: "privileged", answer: "approve" }),
    );
    const scope: Record<string, string> = version === "v2" ? { scope: graphDefault } : {};
    expect(parameters).toEqual({ admin_consent: "True", tenant: tenant.tenantId, ...scope, state: "the state" });
    expect(decodeJwt(await appToken(tenant)).roles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
  }
});

test("a v2 refusal carries an error and admin_consent=True together, a v1 refusal only the error", async () => {
  const tenant = registered();
  const v2 = await redirected(await answer(tenant, consentUrl(tenant, "v2"), { as: "privileged", answer: "refuse" }));
  expect(v2).toMatchObject({ admin_consent: "True", error: "consent_required", state: "the state" });
  expect(v2.error_description).toMatch(/^AADSTS65004: /);
  const v1 = await redirected(await answer(tenant, consentUrl(tenant, "v1"), { as: "privileged", answer: "refuse" }));
  expect(v1).toEqual({ error: "permission_denied", error_description: "The admin canceled the request" });
  expect(tenant.grantedRoles).toBeUndefined();
});

test("an Application Administrator cannot approve Graph's application permissions", async () => {
  const tenant = registered();
  const response = await answer(tenant, consentUrl(tenant, "v2"), { as: "application", answer: "approve" });
  expect([response.status, response.headers.has("location")]).toEqual([200, false]);
  expect(await response.text()).toContain("Need admin approval");
  expect(tenant.grantedRoles).toBeUndefined();
});

test("v2 asks for application permissions only by Graph's .default, and grants what the registration lists", async () => {
  const tenant = registered({ roles: ["GroupMember.Read.All"] });
  await answer(tenant, consentUrl(tenant, "v2", { scope: "https://graph.microsoft.com/User.Read" }), {
    as: "privileged",
    answer: "approve",
  });
  expect(tenant.grantedRoles).toBeUndefined();
  await answer(tenant, consentUrl(tenant, "v2"), { as: "privileged", answer: "approve" });
  expect(tenant.grantedRoles).toEqual(["GroupMember.Read.All"]);
});

test("an unregistered redirect URI, an unknown app, a missing scope and an unknown tenant are refused on the spot", async () => {
  const tenant = registered();
  const refusals: [string, string][] = [
    [consentUrl(tenant, "v2", { redirect_uri: "http://127.0.0.1:3000/consent/callback" }), "AADSTS50011"],
    [consentUrl(tenant, "v2", { client_id: "00000000-0000-4000-8000-000000000000" }), "AADSTS700016"],
    [consentUrl(tenant, "v2", { scope: undefined }), "AADSTS900144"],
    [consentUrl(tenant, "v2", {}, "nowhere.example"), "AADSTS90002"],
  ];
  for (const [url, code] of refusals) {
    const response = await tenant.fetch(new Request(url));
    expect([response.status, response.headers.has("location")]).toEqual([400, false]);
    expect(await response.text()).toContain(code);
  }
  expect((await tenant.fetch(new Request(consentUrl(tenant, "v2", {}, "organizations")))).status).toBe(200);
});
