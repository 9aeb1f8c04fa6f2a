import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testAdmin } from "../testing/test-admin.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { beginConsent, finishConsent } from "./consent.ts";
import { scheduleStanding } from "./schedule.ts";
import { changeSetting, followEnvironment } from "./settings.ts";
import { sync } from "./sync.ts";

const redirectUri = "http://localhost:3000/consent/callback";
let now = new Date("2026-11-23T10:00:00Z");
let at: TestContext;
beforeEach(async () => {
  at = await testContext({
    people: 40,
    tenant: { redirectUris: [redirectUri] },
    environment: { ROLLCALL_SCHEDULE: "*/15 * * * *, 0 2 * * *" },
    now: () => now,
  });
});
afterEach(() => at.close());

const run = (kind?: "full" | "preview") => sync(at.context, { requestedBy: "test", kind });
const standing = () => scheduleStanding(at.context);
const later = () => {
  now = new Date(now.getTime() + 60_000);
};
const refuse = (status: number) => at.tenant.faults.add({ match: "/users", status, times: "always" });

/** A first success, and then a run that Graph refuses with a 403. */
async function refusedOnce() {
  await run();
  later();
  refuse(403);
  await run("full");
  later();
}

test("without a schedule it is off, and before a first success it waits for one", async () => {
  expect(await standing()).toEqual({ state: "waiting-for-first-success" });
  await changeSetting(at.context, { viewer: testAdmin(at.context), setting: { key: "schedule", value: "off" } });
  expect(await standing()).toEqual({ state: "off" });
});

test("after a first success it runs and knows when next", async () => {
  now = new Date("2026-11-23T10:07:00Z");
  await run();
  expect(await standing()).toEqual({
    state: "running",
    next: { delta: new Date("2026-11-23T10:15:00Z"), full: new Date("2026-11-24T02:00:00Z") },
  });
});

test("a refused run pauses it, and says why and which run", async () => {
  await refusedOnce();
  expect(await standing()).toMatchObject({
    state: "paused",
    because: { code: "consent-missing", status: 403, requestId: expect.any(String) },
    run: 2,
  });
});

test("a fault of the moment does not pause it, and a refused preview says nothing", async () => {
  await run();
  refuse(403);
  await run("preview");
  expect((await standing()).state).toBe("running");
  at.tenant.faults.clear();
  at.tenant.faults.add({ match: "/users", status: 400, times: "always" });
  const failed = await run("full");
  expect(failed).toMatchObject({ run: { state: "failed", error: { code: "graph-failed" } } });
  expect((await standing()).state).toBe("running");
});

describe("a pause ends", () => {
  test("with a run by hand that succeeds", async () => {
    await refusedOnce();
    at.tenant.faults.clear();
    await run();
    expect((await standing()).state).toBe("running");
  });

  test("with a run by hand that is held", async () => {
    await refusedOnce();
    at.tenant.faults.clear();
    for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 20)) at.tenant.deleteUser(id);
    expect(await run()).toMatchObject({ run: { state: "held" } });
    expect((await standing()).state).toBe("running");
  });

  test("not with a run by hand that fails for another reason", async () => {
    await refusedOnce();
    at.tenant.faults.clear();
    at.tenant.faults.add({ match: "/users", status: 400, times: "always" });
    expect(await run("full")).toMatchObject({ run: { error: { code: "graph-failed" } } });
    expect(await standing()).toMatchObject({ state: "paused", run: 2 });
  });

  test("with a setting that is changed, and when the next run is refused too it is paused again", async () => {
    await refusedOnce();
    const viewer = testAdmin(at.context);
    await changeSetting(at.context, { viewer, setting: { key: "retentionDays", value: 30 } });
    expect((await standing()).state).toBe("running");
    later();
    await run("full");
    expect(await standing()).toMatchObject({ state: "paused", run: 3 });
  });

  test("with a setting that follows the environment again", async () => {
    const viewer = testAdmin(at.context);
    await run();
    await changeSetting(at.context, { viewer, setting: { key: "groupToSync", value: "No such group" } });
    later();
    await run();
    expect(await standing()).toMatchObject({ state: "paused", because: { code: "group-missing" } });
    later();
    await followEnvironment(at.context, { viewer, key: "groupToSync" });
    expect((await standing()).state).toBe("running");
  });

  test("with consent that was granted, and not with one that was refused", async () => {
    await refusedOnce();
    at.tenant.faults.clear();
    at.tenant.revokeConsent();
    await answerConsent("refuse");
    expect(await standing()).toMatchObject({ state: "paused", because: { code: "consent-missing" } });
    later();
    await answerConsent("approve");
    expect((await standing()).state).toBe("running");
  });
});

async function answerConsent(answer: "approve" | "refuse"): Promise<void> {
  const viewer = testAdmin(at.context);
  const { url } = await beginConsent(at.context, { viewer });
  const body = new URLSearchParams({ as: "privileged", answer });
  const response = await at.tenant.fetch(new Request(url, { method: "POST", body }));
  const parameters = new URL(response.headers.get("location") ?? "").searchParams;
  await finishConsent(at.context, { viewer, parameters });
}
