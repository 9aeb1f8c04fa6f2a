import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { serveTenant } from "../../tenant/serve.ts";
import { createTenant, type Tenant } from "../../tenant/tenant.ts";
import { rejection } from "../../testing/tenant-graph.ts";
import { createGraph, type Graph } from "./graph.ts";
import { networkTransport } from "./transport.ts";
import { userPages } from "./users.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function graphOver(tenant: Tenant): Promise<Graph> {
  const served = await serveTenant(tenant);
  opened.push(served);
  return graphAt(served.origin, tenant);
}

function graphAt(origin: string, tenant: Tenant): Graph {
  return createGraph({
    config: {
      tenantId: tenant.tenantId,
      applicationId: tenant.clientId,
      credential: { kind: "secret", secret: tenant.clientSecret },
      cloud: "global",
      loginOrigin: origin,
      graphOrigin: origin,
    },
    sleep: async () => {},
  });
}

async function countOf(graph: Graph): Promise<number> {
  let users = 0;
  for await (const page of userPages(graph.session())) users += page.items.length;
  return users;
}

test("over the network both of Microsoft's libraries reach the configured origins, and links lead back to them", async () => {
  const tenant = createTenant({ people: 250, consent: "granted" });
  const graph = await graphOver(tenant);
  expect(await countOf(graph)).toBe(250);
  const { nextLink } = (await userPages(graph.session()).next()).value ?? {};
  expect(new URL(nextLink ?? "").origin).toBe(graph.origins.graph);
  await expect(graph.session().post("/$batch", { requests: [{ id: "1", method: "GET", url: "/users?$top=1" }] }))
    .resolves //
    .toHaveProperty("responses");
});

test.each(["connection-drop", "broken-body", "truncated-json"] as const)("a real %s is passed over", async (kind) => {
  const tenant = createTenant({ people: 250, consent: "granted" });
  const graph = await graphOver(tenant);
  tenant.faults.add({ match: "GET /v1.0/users", kind, times: 2 });
  expect(await countOf(graph)).toBe(250);
});

test("a host where nobody listens is named, with the reason", async () => {
  const tenant = createTenant({ people: 10 });
  const served = await serveTenant(tenant);
  await served.close();
  const error = await rejection(graphAt(served.origin, tenant).session().get("/users"));
  expect(error).toMatchObject({ code: "graph-unreachable", message: expect.stringContaining("ECONNREFUSED") });
  expect(String(error)).toContain(new URL(served.origin).host);
});

test("a redirect is not followed, for the token would go with it", async () => {
  let redirected = 0;
  const elsewhere = createServer((_, answer) => {
    redirected += 1;
    answer.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  opened.push({ close: async () => void elsewhere.close() });
  const { port } = elsewhere.address() as AddressInfo;
  const redirecting = createServer((_, answer) => {
    answer.writeHead(302, { Location: `http://127.0.0.1:${port}/v1.0/users` }).end();
  });
  await new Promise<void>((resolve) => redirecting.listen(0, "127.0.0.1", resolve));
  opened.push({ close: async () => void redirecting.close() });
  const graphOrigin = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
  const send = networkTransport({ cloud: "global", graphOrigin });
  const headers = { Authorization: "Bearer token" };
  const response = await send(new Request("https://graph.microsoft.com/v1.0/users", { headers }));
  expect(response.status).toBe(302);
  expect(redirected).toBe(0);
});

test.each(["https://evil.example/v1.0/users", "http://graph.microsoft.com/v1.0/users", "https://graph.microsoft.us/"])(
  "a request to %s is not sent",
  async (url) => {
    const send = networkTransport({ cloud: "global" });
    expect(await rejection(send(new Request(url)))).toMatchObject({ code: "graph-failed" });
  },
);
