import { expect, test } from "vitest";
import { AppError } from "../../errors.ts";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { countUsers, findUser } from "./users.ts";

const path = "/users?$top=1&$select=id";
const anyUser = "GET /v1.0/users";

test.each([
  { name: "whole seconds", retryAfter: 7, least: 7_000 },
  { name: "a fraction", retryAfter: "2.128", least: 2_128 },
  { name: "more than the budget", retryAfter: 200, least: 200_000 },
])("a 429 that names $name is not asked again before that", async ({ retryAfter, least }) => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 429, retryAfter, times: 2 });
  await session.get(path);
  expect(waits).toHaveLength(2);
  for (const wait of waits) {
    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThan(least * 1.1 + 1_100);
  }
  expect(session.usage).toMatchObject({ requests: 3, retries: 2 });
  expect(session.usage.throttledSeconds).toBeCloseTo(waits.reduce((sum, wait) => sum + wait, 0) / 1_000, 2);
});

test("a 429 that names a date waits until then", async () => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 429, retryAfter: new Date(Date.now() + 60_000).toUTCString() });
  await session.get(path);
  expect(waits[0]).toBeGreaterThan(55_000);
});

test("a 429 that names nothing is asked again with growing pauses", async () => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 429, retryAfter: null, times: 4 });
  await session.get(path);
  expect(waits).toHaveLength(4);
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
});

test("what was throttled or failed is kept with Microsoft's request id, the last 20 of it", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 429, retryAfter: 1, times: 2 });
  await session.get(path);
  expect(session.usage.refused).toMatchObject([
    { status: 429, code: "TooManyRequests", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    { status: 429 },
  ]);
  expect(session.usage.requestIds.slice(0, 2)).toEqual(session.usage.refused.map(({ requestId }) => requestId));
  for (let more = 0; more < 6; more += 1) {
    tenant.faults.add({ match: anyUser, status: 503, times: 4 });
    await session.get(path);
  }
  expect(session.usage.refused).toHaveLength(20);
});

test("throttling that never ends is given up with Microsoft's words", async () => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 429, retryAfter: 1, times: "always" });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({ code: "graph-failed", status: 429, graphCode: "TooManyRequests" });
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(160_000);
});

test.each([500, 502, 503, 504])("one %i is passed over", async (status) => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status });
  await expect(session.get(path)).resolves.toHaveProperty("value");
  expect(waits.length).toBe(1);
  expect(session.usage).toMatchObject({ requests: 2, retries: 1 });
});

test("a 500 that stays is told in the form that users of Graph know", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 500, times: "always" });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({
    code: "graph-failed",
    message: "500: The operation has timed out. (generalException)",
    status: 500,
    graphCode: "generalException",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(session.usage.requests).toBe(5);
});

test("a 502 of a proxy, in HTML and without a code, is told as such", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: anyUser, status: 502, body: "<html>Bad gateway</html>", times: "always" });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({ code: "graph-failed", status: 502, message: "502: Bad Gateway (no error code)" });
});

test("a 200 in HTML is no answer", async () => {
  const html = () => new Response("<html>Sign in to the network</html>", { headers: { "Content-Type": "text/html" } });
  let shown = 0;
  const { session } = tenantGraph({
    transport: (tenant) => async (request) => {
      const portal = request.url.includes("/v1.0/users") && shown < 1;
      if (portal) shown += 1;
      return portal ? html() : await tenant.fetch(request);
    },
  });
  await expect(session.get(path)).resolves.toHaveProperty("value");
  expect(session.usage.retries).toBe(1);
});

test.each(["truncated-json", "invalid-json", "broken-body", "connection-drop"] as const)(
  "one %s is passed over, and one that stays is a failure",
  async (kind) => {
    const { tenant, session } = tenantGraph();
    tenant.faults.add({ match: anyUser, kind });
    await expect(session.get(path)).resolves.toHaveProperty("value");
    expect(session.usage.retries).toBe(1);

    tenant.faults.add({ match: anyUser, kind, times: "always" });
    const error = await rejection(session.get(path));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: kind.endsWith("json") ? "graph-failed" : "graph-unreachable" });
  },
);

test("a network that stays away names the host and no query", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: anyUser, kind: "connection-drop", times: "always" });
  const error = await rejection(findUser(session, "vera.castellan@contoso.example"));
  expect(error).toMatchObject({ code: "graph-unreachable", message: expect.stringContaining("graph.microsoft.com") });
  expect(error).toMatchObject({ message: expect.stringContaining("ECONNRESET") });
  expect(String(error)).not.toContain("vera");
});

test("an answer that does not end in time is asked for again", async () => {
  const { tenant, session } = tenantGraph({ policy: { requestTimeout: 50 } });
  tenant.faults.add({ match: anyUser, kind: "slow-body", delayMs: 10_000 });
  tenant.faults.add({ match: anyUser, kind: "delay", delayMs: 10_000 });
  await expect(session.get(path)).resolves.toHaveProperty("value");
  expect(session.usage).toMatchObject({ requests: 3, retries: 2 });
});

test("answers that never come end within the budget", async () => {
  const { session } = tenantGraph({
    policy: { requestTimeout: 40, budget: 200, firstPause: 1 },
    transport: (tenant) => (request) =>
      request.url.includes("/users") ? new Promise(() => {}) : tenant.fetch(request),
  });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({ code: "graph-unreachable", message: expect.stringContaining("no complete answer") });
});

test.each([400, 403, 404, 409, 501])("a %i is final", async (status) => {
  const { tenant, session, waits } = tenantGraph();
  tenant.faults.add({ match: anyUser, status });
  const error = await rejection(session.get(path));
  expect(error).toMatchObject({ status });
  expect(waits).toEqual([]);
});

test("a cancelled session stops out of a wait at once and asks nothing more", async () => {
  const { tenant, graph, waits } = tenantGraph();
  const stop = new AbortController();
  const session = graph.session({
    signal: stop.signal,
    onUsage: ({ retries }) => {
      if (retries === 1) stop.abort();
    },
  });
  tenant.faults.add({ match: anyUser, status: 429, retryAfter: 3_000, times: "always" });
  await expect(session.get(path)).rejects.toMatchObject({ code: "run-cancelled" });
  expect(waits).toHaveLength(1);
  await expect(session.get(path)).rejects.toMatchObject({ code: "run-cancelled" });
  expect(session.usage.requests).toBe(1);
});

test("the reason of the signal is told where it is one of ours", async () => {
  const { graph } = tenantGraph();
  const reason = new AppError("lease-lost", "Another process took over.");
  const session = graph.session({ signal: AbortSignal.abort(reason) });
  expect(await rejection(session.get(path))).toBe(reason);
});

test("a count that is answered as text passes as it is", async () => {
  const { tenant, session } = tenantGraph();
  expect(await countUsers(session)).toBe(tenant.users.count());
});

test("a tenant that does not count gives no number", async () => {
  const { tenant, session } = tenantGraph();
  tenant.faults.add({ match: "/users/$count", status: 400 });
  expect(await countUsers(session)).toBeUndefined();
});

test("what is logged of a retry names no person, no query and no secret", async () => {
  const lines: unknown[] = [];
  const write = (...line: unknown[]) => void lines.push(line);
  const { tenant, session } = tenantGraph({ log: { info: write, debug: write, error: write } });
  tenant.faults.add({ match: "ada.quill", status: 503 });
  tenant.faults.add({ match: "/oauth2/v2.0/token", status: 503 });
  await findUser(session, "ada.quill@contoso.example");
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual([
    "Microsoft is asked again",
    expect.objectContaining({ path: "/v1.0/users/…", status: 503, requestId: expect.any(String) }),
  ]);
  const { accessToken } = await session.token();
  for (const secret of ["quill", "select", tenant.clientSecret, accessToken]) {
    expect(JSON.stringify(lines)).not.toContain(secret);
  }
});
