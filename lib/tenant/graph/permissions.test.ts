import { expect, test } from "vitest";
import { createTenant } from "../tenant.ts";
import { appToken, graphCaller, signedIn } from "../testing/graph-caller.ts";

test("before consent a token is issued without roles and Graph answers 403; a new token after consent is let in", async () => {
  const tenant = createTenant({ people: 10 });
  const early = graphCaller(tenant, await appToken(tenant));
  const refused = await early.get("/users");
  expect([refused.status, refused.body.error?.code]).toEqual([403, "Authorization_RequestDenied"]);
  tenant.grantConsent();
  expect((await early.get("/users")).status, "an old token keeps the roles it has").toBe(403);
  const late = graphCaller(tenant, await appToken(tenant));
  expect((await late.get("/users")).status).toBe(200);
  tenant.revokeConsent();
  expect((await late.get("/users")).status, "until it expires").toBe(200);
  expect((await graphCaller(tenant, await appToken(tenant)).get("/users")).status).toBe(403);
});

test("each call asks for the role it needs and no other", async () => {
  const calls = (group: string) => [
    "/users",
    "/users/delta",
    "/users/$count",
    "/groups",
    "/groups/delta",
    `/groups/${group}/members`,
    "/organization",
  ];
  const allowed: [string[], number[]][] = [
    [["User.Read.All"], [200, 200, 200, 403, 403, 403, 200]],
    [["GroupMember.Read.All"], [403, 403, 403, 200, 200, 200, 403]],
    [["Directory.Read.All"], [200, 200, 200, 200, 200, 200, 200]],
    [["Mail.Read"], [403, 403, 403, 403, 403, 403, 403]],
  ];
  for (const [roles, expected] of allowed) {
    const { graph, tenant } = await signedIn({ people: 10, roles });
    const answers = calls(tenant.groupToSync.id).map((path) =>
      graph.get(path, { headers: { ConsistencyLevel: "eventual" } }),
    );
    expect(
      (await Promise.all(answers)).map(({ status }) => status),
      roles.join(),
    ).toEqual(expected);
  }
});

test("members of a kind that may not be read come as type and id, everything else empty, and still 200", async () => {
  const { graph, tenant } = await signedIn({ roles: ["GroupMember.Read.All"] });
  const members = await graph.all(`/groups/${tenant.groupToSync.id}/members?$select=id,displayName,mail&$top=999`);
  const users = members.filter((member) => member["@odata.type"] === "#microsoft.graph.user");
  const groups = members.filter((member) => member["@odata.type"] === "#microsoft.graph.group");
  expect(users.length).toBeGreaterThan(0);
  for (const user of users) expect([user.displayName, user.mail]).toEqual([null, null]);
  for (const group of groups) expect(group.displayName).not.toBeNull();
});

test("no token, a made-up one, an old one and one of another tenant are four ways to 401", async () => {
  let now = new Date("2026-04-01T08:00:00Z");
  const tenant = createTenant({ people: 5, consent: "granted", now: () => now });
  const other = createTenant({ people: 5, seed: 2, consent: "granted", now: () => now });
  const token = await appToken(tenant);
  const complaint = async (text: string) => {
    const { status, body, headers } = await graphCaller(tenant, text).get("/users");
    expect(headers.get("www-authenticate")).toMatch(/^Bearer /);
    return [status, body.error?.code, body.error?.message];
  };
  const code = "InvalidAuthenticationToken";
  expect(await complaint("")).toEqual([401, code, "Access token is empty."]);
  expect(await complaint("made-up")).toEqual([401, code, "IDX14100: JWT is not well formed, there are no dots (.)."]);
  expect(await complaint(`${token.slice(0, -4)}AAAA`)).toEqual([
    401,
    code,
    "Access token validation failure. Invalid signature.",
  ]);
  expect(await complaint(await appToken(other))).toEqual([
    401,
    code,
    "Access token validation failure. Invalid issuer.",
  ]);
  expect((await graphCaller(tenant, token).get("/users")).status).toBe(200);
  now = new Date("2026-04-01T09:30:00Z");
  expect(await complaint(token)).toEqual([401, code, "Lifetime validation failed, the token is expired."]);
});

test("every answer carries its request id, the caller's own id, and what it cost", async () => {
  const { graph } = await signedIn({ people: 30 });
  const headers = { "client-request-id": "5f3c0de0-0000-4000-8000-000000000001" };
  const good = await graph.get("/users?$top=999&$expand=manager", { headers });
  expect(good.headers.get("client-request-id")).toBe(headers["client-request-id"]);
  expect(good.headers.get("x-ms-resource-unit")).toBe("3");
  expect(JSON.parse(good.headers.get("x-ms-ags-diagnostic") ?? "")).toHaveProperty("ServerInfo.DataCenter");
  const bad = await graph.get("/users/nobody", { headers });
  expect(bad.body.error?.innerError).toEqual({
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    "request-id": bad.headers.get("request-id"),
    "client-request-id": headers["client-request-id"],
  });
});
