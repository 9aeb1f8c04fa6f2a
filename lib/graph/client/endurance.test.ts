import { expect, test } from "vitest";
import { stoppedClock } from "../../testing/stopped-clock.ts";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { batch } from "./batch.ts";
import { personWaits } from "./waiting.ts";

const groups = "/groups?$top=1&$select=id";
const users = "/users?$top=1&$select=id";

function somebodyWaits() {
  const clock = stoppedClock();
  const opened = tenantGraph({ clock });
  const person = opened.graph.session({ longestWait: personWaits });
  return { ...opened, clock, person };
}

/** The words of a refusal: until when, to the second above. */
const until = (time: number) => `${new Date(Math.ceil(time / 1_000) * 1_000).toISOString().slice(11, 19)} UTC`;

test("while a run waits out a long Retry-After, a person is told at once until when, with Microsoft's code and id", async () => {
  const { tenant, session: run, clock, person } = somebodyWaits();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 30 });
  const running = run.get(groups);
  await clock.untilAsleep(1);
  const asked = clock.now().getTime() + 30_000;
  expect(await rejection(person.get(users))).toMatchObject({
    code: "graph-throttled",
    message: expect.stringContaining(until(asked)),
    ...{ status: 429, graphCode: "TooManyRequests", requestId: expect.any(String) },
  });
  expect(person.usage).toMatchObject({ requests: 0, throttledSeconds: 0 });
  await clock.runUntil(running);
  await clock.runUntil(person.get(users));
  expect(person.usage.requests).toBe(1);
});

test("a rest of at most ten seconds is waited out by a person too", async () => {
  const { tenant, session: run, clock, person } = somebodyWaits();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 10 });
  const running = run.get(groups);
  await clock.untilAsleep(1);
  await clock.runUntil(Promise.all([running, person.get(users)]));
  expect(person.usage).toMatchObject({ requests: 1, throttledSeconds: 10 });
});

test("a person's own request that is refused for long is not repeated, alone or within a batch", async () => {
  const { tenant, clock, person } = somebodyWaits();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 30 });
  expect(await rejection(person.get(groups))).toMatchObject({ code: "graph-throttled", requestId: expect.any(String) });
  clock.advance(30_000);
  const [user] = [...tenant.users.all()];
  const id = String(user?.id);
  tenant.faults.add({ match: id, status: 429, retryAfter: 45 });
  const batched = batch(person, [{ id: "1", method: "GET", url: `/users/${id}` }]);
  const refusal = await clock.runUntil(rejection(batched));
  expect(refusal).toMatchObject({
    code: "graph-throttled",
    message: expect.stringContaining(until(clock.now().getTime() + 45_000)),
  });
  expect(person.usage.retries).toBe(0);
});

test("a rest that is prolonged while a person waits is told, and not waited out", async () => {
  const { tenant, session: run, clock, person } = somebodyWaits();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 5 });
  const running = run.get(groups);
  await clock.untilAsleep(1);
  const waiting = rejection(person.get(users));
  await clock.untilAsleep(2);
  // Another call, sent before the rest, is refused now.
  run.pace.limiter.heard({ status: 429, headers: new Headers({ "retry-after": "60" }) });
  expect(await clock.runUntil(waiting)).toMatchObject({ code: "graph-throttled", status: 429 });
  expect(person.usage.requests).toBe(0);
  await clock.runUntil(running);
});

test("a token that a person waits for is not waited for longer, and whoever has the time still gets it", async () => {
  const { tenant, session: run, clock, person } = somebodyWaits();
  tenant.faults.add({ match: "/oauth2/v2.0/token", status: 429, retryAfter: 120 });
  const running = run.token();
  const refusal = rejection(person.token());
  expect(await refusal).toMatchObject({ code: "graph-throttled" });
  expect(await rejection(person.token({ fresh: true }))).toMatchObject({ code: "graph-throttled" });
  expect(await clock.runUntil(running)).toMatchObject({ accessToken: expect.any(String) });
  expect(await person.token()).toMatchObject({ accessToken: expect.any(String) });
});
