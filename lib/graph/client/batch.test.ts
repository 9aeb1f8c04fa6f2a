import { expect, test } from "vitest";
import { changingAnswers, rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { type BatchRequest, batch, batchRefusal } from "./batch.ts";

function requestsFor(ids: string[]): BatchRequest[] {
  return ids.map((id) => ({ id, method: "GET", url: `/users/${id}?$select=id` }));
}

function idsIn(tenant: { users: { all(): Iterable<{ id: string }> } }): string[] {
  return [...tenant.users.all()].map((user) => user.id).slice(0, 20);
}

test("every answer is found by the id of its request", async () => {
  const { tenant, session } = tenantGraph();
  const ids = idsIn(tenant);
  const answers = await batch(session, requestsFor(ids));
  expect([...answers.keys()].sort()).toEqual([...ids].sort());
  for (const [id, answer] of answers) expect(answer).toMatchObject({ status: 200, body: { id } });
  expect(session.usage.requests).toBe(1);
});

test("throttled and failed items alone are sent again, after the longest Retry-After", async () => {
  const { tenant, session, waits } = tenantGraph();
  const ids = idsIn(tenant);
  tenant.faults.add({ match: ids[3] ?? "", status: 429, retryAfter: 4 });
  tenant.faults.add({ match: ids[7] ?? "", status: 429, retryAfter: 9 });
  tenant.faults.add({ match: ids[9] ?? "", status: 503, retryAfter: null });
  const answers = await batch(session, requestsFor(ids));
  expect([...answers.values()].every((answer) => answer.status === 200)).toBe(true);
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThanOrEqual(9_000);
  const again = tenant.requests.filter((request) => request.batched).slice(ids.length);
  expect(again.map((request) => request.path.split("/")[3]?.split("?")[0]).sort()).toEqual(
    [ids[3], ids[7], ids[9]].sort(),
  );
  expect(session.usage).toMatchObject({ requests: 2, retries: 1 });
  expect(session.usage.throttledSeconds).toBeGreaterThanOrEqual(9);
  expect(session.usage.refused.map(({ status }) => status).sort()).toEqual([429, 429, 503]);
});

test("an item that keeps failing ends the batch in Graph's words", async () => {
  const { tenant, session } = tenantGraph();
  const ids = idsIn(tenant);
  tenant.faults.add({ match: ids[3] ?? "", status: 500, times: "always" });
  expect(await rejection(batch(session, requestsFor(ids)))).toMatchObject({
    code: "graph-failed",
    message: "500: The operation has timed out. (generalException)",
    requestId: expect.any(String),
  });
  expect(session.usage.requests).toBe(5);
});

test("a refusal of one item is an answer", async () => {
  const { tenant, session, waits } = tenantGraph();
  const ids = idsIn(tenant);
  const missing = "99999999-0000-4000-8000-000000000009";
  const answer = (await batch(session, requestsFor([...ids.slice(1), missing]))).get(missing);
  expect(answer?.status).toBe(404);
  expect(answer && batchRefusal(answer)).toMatchObject({ status: 404, graphCode: "Request_ResourceNotFound" });
  expect(waits).toEqual([]);
});

test("an item that is left unanswered is asked again, and never taken for an answer", async () => {
  let dropped = 0;
  const { tenant, session } = tenantGraph({
    transport: (tenant) =>
      changingAnswers(tenant, ({ responses }) => {
        if (!Array.isArray(responses) || dropped > 0) return undefined;
        dropped += 1;
        return { responses: responses.slice(1) };
      }),
  });
  const ids = idsIn(tenant);
  expect((await batch(session, requestsFor(ids))).size).toBe(ids.length);

  const silent = tenantGraph({ transport: (tenant) => changingAnswers(tenant, () => ({ responses: [] })) });
  await expect(batch(silent.session, requestsFor(ids))).rejects.toThrow("left 20 requests of a batch unanswered");
});

test("a cancelled session ends the wait for throttled items", async () => {
  const { tenant, graph } = tenantGraph();
  const stop = new AbortController();
  const session = graph.session({
    signal: stop.signal,
    onUsage: ({ retries }) => {
      if (retries > 0) stop.abort();
    },
  });
  const ids = idsIn(tenant);
  tenant.faults.add({ match: ids[0] ?? "", status: 429, retryAfter: 100, times: "always" });
  await expect(batch(session, requestsFor(ids))).rejects.toMatchObject({ code: "run-cancelled" });
  expect(session.usage.requests).toBe(1);
});
