import { expect, test } from "vitest";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";

const path = "/users?$top=1&$select=id";

test("requests carry the token, an id of their own and the low priority", async () => {
  const seen: Headers[] = [];
  const { session } = tenantGraph({
    transport: (tenant) => async (request) => {
      if (request.url.includes("/v1.0/")) seen.push(request.headers);
      return await tenant.fetch(request);
    },
  });
  await session.get(path);
  await session.get(path);
  const { accessToken } = await session.token();
  for (const headers of seen) {
    expect(headers.get("authorization")).toBe(`Bearer ${accessToken}`);
    expect(headers.get("x-ms-throttle-priority")).toBe("Low");
  }
  expect(new Set(seen.map((headers) => headers.get("client-request-id"))).size).toBe(2);
});

test("a 401 is asked again once, with a fresh token", async () => {
  const { tenant, session } = tenantGraph();
  const before = await session.token();
  tenant.faults.add({ match: "GET /v1.0/users", status: 401 });
  await expect(session.get(path)).resolves.toHaveProperty("value");
  expect((await session.token()).accessToken).not.toBe(before.accessToken);
  expect(session.usage).toMatchObject({ requests: 2, retries: 1 });
});

test("many refused at once share one fresh token", async () => {
  const { tenant, session } = tenantGraph();
  await session.token();
  tenant.faults.add({ match: "GET /v1.0/users", status: 401, times: 6 });
  await Promise.all(Array.from({ length: 6 }, () => session.get(path)));
  const tokens = tenant.requests.filter((request) => request.path.endsWith("/token"));
  expect(tokens).toHaveLength(2);
});

test("a 401 that stays says that consent is missing, with Microsoft's code", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "GET /v1.0/users", status: 401, times: "always" });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({ code: "consent-missing", status: 401, graphCode: "InvalidAuthenticationToken" });
  expect(session.usage.requests).toBe(2);
});

test("without consent a 403 names the permissions and where they are granted", async () => {
  const { session } = tenantGraph({ tenant: { consent: "granted", roles: ["GroupMember.Read.All"] } });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({
    code: "consent-missing",
    status: 403,
    graphCode: "Authorization_RequestDenied",
    requestId: expect.any(String),
  });
  const message = String(error);
  expect(message).toContain("Insufficient privileges to complete the operation.");
  for (const part of ["User.Read.All", "GroupMember.Read.All", "Get consent"]) expect(message).toContain(part);
});

test("an error in Microsoft's words keeps code and request id, whatever the call", async () => {
  const { session } = tenantGraph();
  const error = await rejection(session.get("/users?$select=nothingLikeThis"));
  expect(error).toMatchObject({ code: "graph-failed", status: 400, graphCode: expect.any(String) });
  expect(String(error)).toMatch(/400: .+ \(\w+\)/);
});

test("the request id of the header is told where the body has none", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "GET /v1.0/users", status: 404, body: { error: { code: "itemNotFound", message: "" } } });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({
    message: "404: Not Found (itemNotFound)",
    requestId: session.usage.requestIds.at(-1),
  });
});

test("usage is told while it happens and belongs to one session", async () => {
  const { graph } = tenantGraph();
  const told: number[] = [];
  const session = graph.session({ onUsage: ({ requests }) => told.push(requests) });
  await session.get(path);
  await graph.session().get(path);
  await session.get(path);
  expect(told).toEqual([1, 2]);
  expect(session.usage.requestIds).toHaveLength(2);
});
