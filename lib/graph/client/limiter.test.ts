import { expect, test } from "vitest";
import { stoppedClock } from "../../testing/stopped-clock.ts";
import { rejection, type TenantGraph, tenantGraph } from "../../testing/tenant-graph.ts";
import { batch } from "./batch.ts";
import { createLimiter } from "./limiter.ts";

const groups = "/groups?$top=1&$select=id";
const users = "/users?$top=1&$select=id";

/** A tenant whose Graph answers carry the share that was last set, and the times at which its requests were sent. */
async function limited({ people = 30 } = {}) {
  const clock = stoppedClock();
  const sent: number[] = [];
  const told: { share?: string } = {};
  const opened = tenantGraph({
    clock,
    tenant: { people },
    transport: (tenant) => async (request) => {
      if (!request.url.includes("/v1.0/")) return await tenant.fetch(request);
      sent.push(clock.now().getTime());
      const response = await tenant.fetch(request);
      if (told.share) response.headers.set("x-ms-throttle-limit-percentage", told.share);
      return response;
    },
  });
  // The token first: it is no request to Graph.
  await opened.session.token();
  return { ...opened, clock, told, sent };
}

function gapsOf(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

function many<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => work(at)));
}

function items({ tenant }: Pick<TenantGraph, "tenant">, { count }: { count: number }) {
  const ids = [...tenant.users.all()].map(({ id }) => id).slice(0, count);
  return ids.map((id) => ({ id, method: "GET" as const, url: `/users/${id}?$select=id` }));
}

test("a Retry-After that one call was given holds back every call until it has passed", async () => {
  const { tenant, graph, session, clock, sent } = await limited();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 30 });
  const refused = session.get(groups);
  await clock.untilAsleep(1);
  const refusedAt = clock.now().getTime();
  const other = graph.session();
  const held = many(5, () => other.get(users));
  await clock.untilAsleep(6);
  clock.advance(29_999);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(other.usage.requests).toBe(0);
  await clock.runUntil(Promise.all([refused, held]));
  expect(sent).toHaveLength(7);
  for (const time of sent.slice(1)) expect(time).toBeGreaterThanOrEqual(refusedAt + 30_000);
  // Five that waited side by side have cost half a minute, not two and a half.
  expect(other.usage).toMatchObject({ requests: 5, retries: 0, throttledSeconds: 30 });
});

test("calls that were under way during a refusal do not hurry what comes after it", async () => {
  const { tenant, session, clock, sent } = await limited();
  tenant.faults.add({ match: "GET /v1.0/users", status: 429, retryAfter: 10 });
  const pages = many(8, async () => {
    for (let page = 0; page < 3; page += 1) await session.get(users);
  });
  await clock.runUntil(pages);
  const [first = 0] = sent;
  expect(sent.filter((time) => time === first)).toHaveLength(8);
  const later = sent.slice(8);
  expect(later).toHaveLength(17);
  expect(Math.min(...later)).toBe(first + 10_000);
  // One of the eight goes first, with the two pages it lacks; the others keep a distance until its answer is in.
  expect(later.filter((time) => time === first + 10_000)).toHaveLength(2);
  expect(session.usage.throttledSeconds).toBeLessThan(12.5);
});

test("a second refusal with a longer wait prolongs the rest, and a shorter one does not cut it", async () => {
  const { tenant, graph, session, clock, sent } = await limited();
  for (const retryAfter of [20, 60, 5]) tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter });
  const refused = many(3, () => session.get(groups));
  await clock.untilAsleep(3);
  const refusedAt = clock.now().getTime();
  const held = graph.session().get(users);
  await clock.runUntil(Promise.all([refused, held]));
  expect(sent).toHaveLength(7);
  for (const time of sent.slice(3)) expect(time).toBeGreaterThanOrEqual(refusedAt + 60_000);
});

test("a throttled item of a batch holds back every call too", async () => {
  const { tenant, graph, session, clock, sent } = await limited();
  const requests = items({ tenant }, { count: 20 });
  tenant.faults.add({ match: requests[3]?.id ?? "", status: 429, retryAfter: 15 });
  const batched = batch(session, requests);
  await clock.untilAsleep(1);
  const refusedAt = clock.now().getTime();
  const other = graph.session();
  const held = Promise.all([other.get(users), batch(other, requests)]);
  await clock.untilAsleep(3);
  await clock.runUntil(Promise.all([batched, held]));
  expect(sent).toHaveLength(4);
  for (const time of sent.slice(1)) expect(time).toBeGreaterThanOrEqual(refusedAt + 15_000);
  expect(other.usage).toMatchObject({ requests: 2, retries: 0, throttledSeconds: 15 });
});

test("the rest outlives the session that was refused", async () => {
  const { tenant, graph, clock, sent } = await limited();
  const stop = new AbortController();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 30 });
  const refused = graph.session({ signal: stop.signal }).get(groups);
  await clock.untilAsleep(1);
  const refusedAt = clock.now().getTime();
  stop.abort();
  expect(await rejection(refused)).toMatchObject({ code: "run-cancelled" });
  await clock.runUntil(graph.session().get(users));
  expect(sent[1]).toBe(refusedAt + 30_000);
});

test("a session that is cancelled leaves the rest and the spacing at once, and the others keep them", async () => {
  const { tenant, graph, session, clock, sent, told } = await limited();
  const leaving = async (sleepers: number) => {
    const stop = new AbortController();
    const held = graph.session({ signal: stop.signal });
    const work = held.get(users);
    await clock.untilAsleep(sleepers);
    stop.abort();
    expect(await rejection(work)).toMatchObject({ code: "run-cancelled" });
    expect(held.usage.requests).toBe(0);
  };
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 30 });
  const refused = session.get(groups);
  await clock.untilAsleep(1);
  await leaving(2);
  told.share = "1.8";
  await clock.runUntil(refused);
  const before = sent.length;
  const waiting = session.get(users);
  await clock.untilAsleep(1);
  await leaving(2);
  await clock.runUntil(waiting);
  expect(sent).toHaveLength(before + 1);
  expect(gapsOf(sent).at(-1)).toBe(640);
});

test("a wait of more than an hour is told to whoever asks, and nobody sleeps through it", async () => {
  const { tenant, graph, session, clock } = await limited();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 86_400 });
  expect(await rejection(session.get(groups))).toMatchObject({ status: 429, graphCode: "TooManyRequests" });
  await clock.runUntil(graph.session().get(users));
  expect(clock.waits.every((wait) => wait <= 40)).toBe(true);
});

test("a refusal that is given up holds back the others as long as it says", async () => {
  const { tenant, graph, session, clock, sent } = await limited();
  tenant.faults.add({ match: "/v1.0/groups", status: 429, retryAfter: 100, times: "always" });
  expect(await clock.runUntil(rejection(session.get(groups)))).toMatchObject({ status: 429 });
  const givenUpAt = clock.now().getTime();
  await clock.runUntil(graph.session().get(users));
  expect(sent.at(-1)).toBe(givenUpAt + 100_000);
});

test.each([
  { share: "0.8", gap: 20 },
  { share: "1.0", gap: 40 },
  { share: "1.4", gap: 160 },
  { share: "1.8", gap: 640 },
  { share: "7", gap: 640 },
])("at $share of the limit, calls of all sessions are $gap ms apart", async ({ share, gap }) => {
  const { graph, session, clock, sent, told } = await limited();
  told.share = share;
  await session.get(users);
  await clock.runUntil(many(6, () => graph.session().get(users)));
  expect(gapsOf(sent)).toEqual(Array.from({ length: 6 }, () => gap));
  // Nobody was refused: this is foresight, not throttling.
  expect(session.usage.throttledSeconds).toBe(0);
});

test("spacing follows the share as it falls, and ends with it", async () => {
  const { session, clock, sent, told } = await limited();
  for (const share of ["1.8", "1.0", undefined, "0.79", "none"]) {
    told.share = share;
    await clock.runUntil(session.get(users));
  }
  await clock.runUntil(many(4, () => session.get(users)));
  expect(gapsOf(sent)).toEqual([640, 40, 0, 0, 0, 0, 0, 0]);
});

test("a share that falls lets those go who wait already", async () => {
  const { session, clock, sent, told } = await limited();
  told.share = "1.8";
  await session.get(users);
  const waiting = many(8, () => session.get(users));
  await clock.untilAsleep(8);
  told.share = undefined;
  await clock.runUntil(waiting);
  expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBeLessThanOrEqual(2 * 640);
});

test("a batch counts for its items, and never for more than the ten seconds of the quota", async () => {
  const { tenant, session, clock, sent, told } = await limited();
  const requests = items({ tenant }, { count: 20 });
  told.share = "1.0";
  await batch(session, requests);
  await clock.runUntil(batch(session, requests.slice(0, 5)));
  told.share = "1.8";
  await clock.runUntil(batch(session, requests));
  await clock.runUntil(batch(session, requests));
  expect(gapsOf(sent)).toEqual([20 * 40, 5 * 40, 10_000]);
});

test("without any such header nobody waits", async () => {
  const { session, clock, sent } = await limited();
  await many(32, () => session.get(users));
  await many(32, () => session.get(users));
  expect(sent).toHaveLength(64);
  expect(clock.waits).toEqual([]);
});

test("a clock that is set back stretches no rest", async () => {
  let at = Date.parse("2026-03-01T12:00:00Z");
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    at += milliseconds;
  };
  const limiter = createLimiter({ sleep, now: () => new Date(at), longestRetryAfter: 3_600_000 });
  limiter.heard({ status: 429, headers: new Headers({ "retry-after": "8" }) });
  at -= 3_600_000;
  await limiter.turn({});
  await limiter.turn({});
  expect(slept).toEqual([8_000, 40]);
});
