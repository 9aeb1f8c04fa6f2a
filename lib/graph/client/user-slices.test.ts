import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tenant } from "../../tenant/tenant.ts";
import { stoppedClock } from "../../testing/stopped-clock.ts";
import { changingAnswers, rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import type { GraphSession } from "./graph.ts";
import { unitsOf } from "./resource-units.ts";
import type { Slice } from "./slice-plan.ts";
import { isNotSliceable, type SlicedPage } from "./sliced-pages.ts";
import { planUserSlices, slicedUserPages } from "./user-slices.ts";
import { type GraphUser, userPages } from "./users.ts";

const sliced = { smallest: 10 };

async function planned(
  session: GraphSession,
  options: Parameters<typeof planUserSlices>[1] = sliced,
): Promise<Slice[]> {
  const plan = await planUserSlices(session, options);
  if (plan.state !== "planned") throw new Error(plan.reason);
  return plan.slices;
}

async function all(generator: AsyncGenerator<SlicedPage<GraphUser>>): Promise<GraphUser[]> {
  const users: GraphUser[] = [];
  for await (const { page } of generator) users.push(...page.items);
  return users;
}

const idsOf = (users: Iterable<{ id: string }>) => [...users].map(({ id }) => id).sort();
const slicesAsked = (tenant: Tenant) =>
  tenant.requests.filter(({ path, batched }) => !batched && path.includes("startswith"));

test("the slices together are what the plain listing gives, managers included, each user once", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 1_500 } });
  const plan = await planUserSlices(session, { lanes: 12 });
  expect(plan).toMatchObject({ state: "planned", total: 1_500 });
  const read = await all(slicedUserPages(session, { slices: plan.state === "planned" ? plan.slices : [] }));
  const listed = new Map<string, GraphUser>();
  for await (const { items } of userPages(session)) for (const user of items) listed.set(user.id, user);
  expect(idsOf(read)).toEqual(idsOf(tenant.users.all()));
  for (const user of read) expect(user).toEqual(listed.get(user.id));
});

test("whatever the names of a directory, every user is read exactly once", async () => {
  const characters = [..."abmxyzABZ019'.-_!#^~"];
  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 5 }), {
    minLength: 20,
    maxLength: 60,
    selector: (name) => name.toLowerCase(),
  });
  await fc.assert(
    fc.asyncProperty(names, fc.integer({ min: 2, max: 9 }), async (locals, lanes) => {
      const { tenant, session } = tenantGraph({ tenant: { people: 1, expandPageLimit: 7 } });
      for (const local of locals) tenant.addUser({ userPrincipalName: `${local}@contoso.example` });
      const slices = await planned(session, { lanes, smallest: 2 });
      expect(idsOf(await all(slicedUserPages(session, { slices })))).toEqual(idsOf(tenant.users.all()));
    }),
    { numRuns: 25 },
  );
});

test("slices are about alike, and cost few requests more than pages", async () => {
  const { session } = tenantGraph({ tenant: { people: 9_000 } });
  const slices = await planned(session, { lanes: 16, smallest: 300 });
  const forPlan = session.usage.requests;
  expect(slices[0]?.expected).toBeLessThanOrEqual((9_000 / 16) * 1.4);
  await all(slicedUserPages(session, { slices }));
  expect(forPlan).toBeLessThan(25);
  expect(session.usage.requests - forPlan).toBeLessThan(90 + slices.length + 1);
});

test("a directory of a few people is not worth slices", async () => {
  const { session } = tenantGraph({ tenant: { people: 300 } });
  expect(await planUserSlices(session)).toEqual({
    state: "not-sliceable",
    reason: "300 users are too few to be read in slices.",
  });
});

const filterWithManager = /users\?.*(startswith.*\$expand|\$expand.*startswith)/;

test.each([
  { what: "the filter together with the manager", match: filterWithManager, status: 400 },
  { what: "the filter together with the manager yet", match: filterWithManager, status: 501 },
  { what: "any count", match: "$count=true", status: 400 },
])("a tenant that does not take $what is not sliced, and that is said", async ({ match, status }) => {
  const { tenant, session } = tenantGraph({ tenant: { people: 100 } });
  tenant.faults.add({ match, status, times: "always" });
  expect(await planUserSlices(session, sliced)).toMatchObject({ state: "not-sliceable", reason: expect.any(String) });
});

test("names that begin with what no slice asks for end the plan, not the completeness", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 100 } });
  tenant.addUser({ userPrincipalName: "ärger@contoso.example" });
  expect(await planUserSlices(session, sliced)).toMatchObject({ state: "not-sliceable" });
});

test("a missing permission is no reason to read otherwise: it is thrown", async () => {
  const { session } = tenantGraph({ tenant: { people: 100, roles: ["GroupMember.Read.All"] } });
  expect(await rejection(planUserSlices(session, sliced))).toMatchObject({ code: "consent-missing" });
});

test("a slice that is refused although it was counted can be told from other failures", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 100 } });
  const slices = await planned(session);
  tenant.faults.add({ match: "startswith", status: 400, times: "always" });
  expect(isNotSliceable(await rejection(all(slicedUserPages(session, { slices }))))).toBe(true);
  tenant.faults.clear();
  tenant.faults.add({ match: "startswith", status: 403, times: "always" });
  expect(isNotSliceable(await rejection(all(slicedUserPages(session, { slices }))))).toBe(false);
});

test("a failure in one lane stops the others, also one whose answer does not come", async () => {
  const hanging: Request[] = [];
  const { tenant, session } = tenantGraph({
    tenant: { people: 400, expandPageLimit: 5 },
    transport: (tenant) => async (request) => {
      if (!request.url.includes("skiptoken") || hanging.length > 0) return await tenant.fetch(request);
      hanging.push(request);
      return await new Promise(() => {});
    },
  });
  const slices = await planned(session);
  tenant.faults.add({ match: "startswith", status: 403, after: 60, times: "always" });
  const error = await rejection(all(slicedUserPages(session, { slices })));
  expect(error).toMatchObject({ code: "consent-missing", status: 403 });
  expect(hanging[0]?.signal.aborted).toBe(true);
  const asked = slicesAsked(tenant).length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(slicesAsked(tenant)).toHaveLength(asked);
});

test("a consumer who takes nothing more has one page of each lane, and none is asked for after it leaves", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 500, expandPageLimit: 5 } });
  const slices = await planned(session);
  const pages = slicedUserPages(session, { slices, limit: 6 });
  await pages.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(slicesAsked(tenant)).toHaveLength(6);
  await pages.return(undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(slicesAsked(tenant)).toHaveLength(6);
});

test("a reading that broke off goes on where each slice stood", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 500, expandPageLimit: 5 } });
  const slices = await planned(session);
  const places = new Map<number, string | null>();
  const before: GraphUser[] = [];
  for await (const { slice, page } of slicedUserPages(session, { slices, limit: 6 })) {
    before.push(...page.items);
    places.set(slice, page.nextLink ?? null);
    if (before.length > 250) break;
  }
  expect([...places.values()]).toContain(null);
  const after = await all(slicedUserPages(session, { slices, places }));
  expect(after.length).toBeLessThan(300);
  expect(idsOf([...before, ...after])).toEqual(idsOf(tenant.users.all()));
});

test("a page link that expired begins its slice again, a bounded number of times", async () => {
  const { tenant, session } = tenantGraph({ tenant: { people: 300, expandPageLimit: 5 } });
  const slices = await planned(session);
  tenant.faults.add({ match: "skiptoken", kind: "expired-page-token", after: 12, times: 3 });
  const read = await all(slicedUserPages(session, { slices }));
  expect(new Set(idsOf(read))).toEqual(new Set(idsOf(tenant.users.all())));
  tenant.faults.add({ match: "skiptoken", kind: "expired-page-token", times: "always" });
  expect(await rejection(all(slicedUserPages(session, { slices })))).toMatchObject({
    graphCode: "Directory_ExpiredPageToken",
  });
});

test("never more than thirty-two requests are under way, whoever reads side by side", async () => {
  let underWay = 0;
  let most = 0;
  const { tenant, session } = tenantGraph({
    tenant: { people: 2_000, expandPageLimit: 10 },
    transport: (tenant) => async (request) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      const response = await tenant.fetch(request);
      underWay -= 1;
      return response;
    },
  });
  const slices = await planned(session);
  const readings = [1, 2].map(() => all(slicedUserPages(session, { slices, limit: 99 })));
  for (const read of await Promise.all(readings)) expect(idsOf(read)).toEqual(idsOf(tenant.users.all()));
  expect(most).toBe(32);
});

test("a 429 rests all lanes until it has passed, and fewer of them go on", async () => {
  const clock = stoppedClock();
  const sent: { at: number; besides: number }[] = [];
  let underWay = 0;
  const { tenant, session } = tenantGraph({
    clock,
    tenant: { people: 1_500, expandPageLimit: 5 },
    transport: (tenant) => async (request) => {
      sent.push({ at: clock.now().getTime(), besides: underWay });
      underWay += 1;
      await new Promise((resolve) => setImmediate(resolve));
      const response = await tenant.fetch(request);
      underWay -= 1;
      return response;
    },
  });
  const slices = await clock.runUntil(planned(session));
  expect(slices.length).toBeGreaterThanOrEqual(32);
  tenant.faults.add({ match: "startswith", status: 429, retryAfter: 20, after: 40, times: 5 });
  const read = await clock.runUntil(all(slicedUserPages(session, { slices })));
  expect(idsOf(read)).toEqual(idsOf(tenant.users.all()));
  expect(session.usage.retries).toBe(5);
  const first = sent.findIndex(({ at }, index) => at - (sent[index - 1]?.at ?? at) >= 20_000);
  expect(first).toBeGreaterThan(40);
  // The one that goes first goes alone, and then no more than half as many as before.
  expect(sent[first]?.besides).toBe(0);
  const after = sent.slice(first, first + 40).map(({ besides }) => besides);
  expect(Math.max(...sent.slice(0, first).map(({ besides }) => besides))).toBe(31);
  expect(Math.max(...after)).toBeLessThan(20);
});

test("planning and reading keep to a part of the quota of a small tenant, what they cost told by the tenant", async () => {
  const clock = stoppedClock();
  const { tenant, session } = tenantGraph({ clock, tenant: { people: 1_500, expandPageLimit: 3, now: clock.now } });
  const startedAt = clock.now().getTime();
  const slices = await clock.runUntil(planned(session));
  await clock.runUntil(all(slicedUserPages(session, { slices })));
  const charged = tenant.requests
    .filter(({ path }) => path.startsWith("/v1.0/") && !path.endsWith("/$batch"))
    .map(({ at, path }) => ({ at: Date.parse(at) - startedAt, units: unitsOf(path) }));
  const upTo = (time: number) => charged.filter(({ at }) => at <= time).reduce((sum, { units }) => sum + units, 0);
  expect(upTo(Number.POSITIVE_INFINITY)).toBeGreaterThan(1_150);
  for (const { at } of charged) expect(upTo(at)).toBeLessThanOrEqual(1_050 + 0.21 * at + 1);
});

test("a listing without a count plans nothing", async () => {
  const { session } = tenantGraph({
    tenant: { people: 100 },
    transport: (tenant) =>
      changingAnswers(tenant, ({ responses }) =>
        Array.isArray(responses)
          ? { responses: responses.map(({ body, ...rest }) => ({ ...rest, body: { value: body.value } })) }
          : undefined,
      ),
  });
  expect(await planUserSlices(session, sliced)).toMatchObject({ state: "not-sliceable" });
});
