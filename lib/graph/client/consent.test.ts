import { expect, test } from "vitest";
import type { GraphConfig } from "../../config/config.ts";
import { adminConsentUrl, missingRoles, parseConsentCallback } from "./consent.ts";

const tenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
const config: GraphConfig = {
  tenantId,
  applicationId: "00001111-aaaa-2222-bbbb-3333cccc4444",
  credential: { kind: "secret", secret: "not shown" },
  cloud: "global",
};
const redirectUri = "https://mirror.contoso.example/consent/callback";
const callback = (query: string) => parseConsentCallback(new URLSearchParams(query));

test("consent is asked for at the tenant's v2 endpoint for everything in the registration", () => {
  const url = new URL(adminConsentUrl({ config, redirectUri, state: "RANDOM123" }));
  expect(url.origin + url.pathname).toBe(`https://login.microsoftonline.com/${tenantId}/v2.0/adminconsent`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: config.applicationId,
    scope: "https://graph.microsoft.com/.default",
    redirect_uri: redirectUri,
    state: "RANDOM123",
  });
  expect(url.href).not.toContain("not shown");
});

test("consent of another cloud or origin is asked for there", () => {
  const usgov = adminConsentUrl({ config: { ...config, cloud: "usgov" }, redirectUri, state: "s" });
  expect(usgov).toContain("https://login.microsoftonline.us/");
  expect(new URL(usgov).searchParams.get("scope")).toBe("https://graph.microsoft.us/.default");
  const demo = adminConsentUrl({
    config: { ...config, loginOrigin: "http://127.0.0.1:4010" },
    redirectUri,
    state: "s",
  });
  expect(demo).toMatch(/^http:\/\/127\.0\.0\.1:4010\//);
});

test("an approval is read from both versions of the endpoint", () => {
  const approved = { outcome: "approved", tenant: tenantId };
  expect(callback(`admin_consent=True&tenant=${tenantId}&state=RANDOM123`)).toEqual(approved);
  const scope = "https%3A%2F%2Fgraph.microsoft.com%2F.default";
  expect(callback(`admin_consent=True&tenant=${tenantId}&scope=${scope}&state=RANDOM123`)).toEqual(approved);
  expect(callback(`admin_consent=true&tenant=${tenantId.toUpperCase()}`)).toEqual(approved);
});

test("a refusal that says admin_consent=True is a refusal", () => {
  const description =
    "AADSTS65004%3a+The+resource+owner+or+authorization+server+denied+the+request.%0d%0aTrace+ID%3a+33";
  const query = `admin_consent=True&error=consent_required&error_description=${description}&state=RANDOM123`;
  expect(callback(query)).toEqual({
    outcome: "refused",
    error: "consent_required",
    description: "AADSTS65004: The resource owner or authorization server denied the request.\r\nTrace ID: 33",
  });
  expect(callback(`admin_consent=True&tenant=${tenantId}&error=consent_required`).outcome).toBe("refused");
});

test("a cancelled consent is a refusal", () => {
  expect(callback("error=permission_denied&error_description=The+admin+canceled+the+request")).toEqual({
    outcome: "refused",
    error: "permission_denied",
    description: "The admin canceled the request",
  });
});

test.each([
  ["", "admin_consent is not True"],
  [`tenant=${tenantId}`, "admin_consent is not True"],
  [`admin_consent=False&tenant=${tenantId}`, "admin_consent is not True"],
  ["admin_consent=True", "tenant is not a GUID"],
  ["admin_consent=True&tenant=contoso.example", "tenant is not a GUID"],
  [
    `admin_consent=True&tenant=${tenantId}&tenant=99999999-0000-4000-8000-00000000beef`,
    "tenant is given more than once",
  ],
  [`admin_consent=True&tenant=${tenantId}&state=a&state=b`, "state is given more than once"],
])("the callback '%s' is malformed", (query, reason) => {
  expect(callback(query)).toEqual({ outcome: "malformed", reason });
});

test("broader permissions count as the ones they include", () => {
  expect(missingRoles(["User.Read.All", "GroupMember.Read.All"])).toEqual([]);
  expect(missingRoles(["Directory.Read.All"])).toEqual([]);
  expect(missingRoles(["User.ReadWrite.All", "Group.Read.All"])).toEqual([]);
  expect(missingRoles(["User.ReadBasic.All", "Group.Read.All"])).toEqual(["User.Read.All"]);
  expect(missingRoles([])).toEqual(["User.Read.All", "GroupMember.Read.All"]);
});

test("of a token that cannot be decoded nothing is called missing", () => {
  expect(missingRoles(undefined)).toEqual([]);
});
