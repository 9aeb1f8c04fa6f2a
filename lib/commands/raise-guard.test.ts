import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { exceedsGuard } from "../graph/sync/removals.ts";
import { type TestContext, testContext } from "../testing/test-context.ts";
import { heldDecisions } from "./held-decision.ts";
import { rejectRun } from "./held-removals.ts";
import { guardOffer, raiseGuard } from "./raise-guard.ts";
import { findRun } from "./runs.ts";
import { effectiveSettings } from "./settings.ts";
import { sync } from "./sync.ts";

const guard = { share: 0.2, people: 10 };
const decidedBy = "ada@contoso.example";

describe("the suggested limit", () => {
  test.each([
    [{ waiting: 15, live: 60 }, 0.25],
    [{ waiting: 63, live: 180 }, 0.4],
    [{ waiting: 20, live: 54 }, 0.4],
    [{ waiting: 59, live: 60 }, 1],
  ])("for %j is %d of the copy, and the number stays", (size, share) => {
    expect(guardOffer({ ...size, guard })).toEqual({ state: "possible", suggested: { share, people: 10 } });
  });

  test("is none for everybody, and none for what is below the guard already", () => {
    expect(guardOffer({ waiting: 60, live: 60, guard })).toEqual({ state: "everyone" });
    expect(guardOffer({ waiting: 3, live: 60, guard })).toEqual({ state: "below-guard" });
  });

  test("lets the removals pass and a step less would not, whatever the numbers", () => {
    const size = fc.record({ waiting: fc.integer({ min: 1, max: 5_000 }), live: fc.integer({ min: 1, max: 5_000 }) });
    const limits = fc.record({ percent: fc.integer({ min: 0, max: 100 }), people: fc.integer({ min: 0, max: 500 }) });
    fc.assert(
      fc.property(size, limits, ({ waiting, live }, { percent, people }) => {
        const offer = guardOffer({ waiting, live, guard: { share: percent / 100, people } });
        if (offer.state !== "possible") return;
        const { suggested } = offer;
        const lower = { share: (Math.round(suggested.share * 100) - 5) / 100, people };
        expect(suggested.share).toBeGreaterThan(percent / 100);
        expect(exceedsGuard({ removals: waiting, live, guard: suggested })).toBe(false);
        expect(lower.share < percent / 100 || exceedsGuard({ removals: waiting, live, guard: lower })).toBe(true);
      }),
    );
  });
});

describe("raising the limit of a held run", () => {
  let at: TestContext;
  afterEach(() => at.close());

  const raise = (run: number, limits = { share: 0.5, people: 10 }) =>
    raiseGuard(at.context, { run, guard: limits, decidedBy });
  const removed = () => at.context.db.prisma.microsoftGraphUser.count({ where: { deletedAt: { not: null } } });
  const limits = async () => (await effectiveSettings(at.context)).removalGuard;

  async function run(kind?: "full") {
    const outcome = await sync(at.context, { requestedBy: "test", kind });
    if (outcome.state !== "ended") throw new Error(`it did not run: ${outcome.state}`);
    return outcome.run;
  }

  async function heldRun(leavers = 20) {
    at = await testContext({ people: 60 });
    await run();
    for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, leavers)) at.tenant.deleteUser(id);
    return await run();
  }

  test.each(["delta", "full"] as const)("removes nobody, and the next %s run does", async (kind) => {
    const held = await heldRun();
    expect(await raise(held.id)).toMatchObject({ state: "decided", run: { state: "succeeded", heldWaiting: 0 } });
    expect(await removed()).toBe(0);
    expect(await limits()).toMatchObject({ value: { share: 0.5, people: 10 }, changedBy: decidedBy });
    expect(await heldDecisions(at.context, { run: held.id })).toMatchObject([
      { outcome: "guard-raised", people: 20, decidedBy },
    ]);
    const next = await run(kind === "full" ? "full" : undefined);
    expect(next).toMatchObject({ kind, state: "succeeded", counts: { removed: 20, held: 0 } });
  });

  test("lets the next run hold what has grown beyond it", async () => {
    const held = await heldRun();
    await raise(held.id, { share: 0.4, people: 10 });
    for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id).slice(0, 8)) at.tenant.deleteUser(id);
    expect(await run()).toMatchObject({ state: "held", heldWaiting: 28 });
  });

  test("is looked at once: later delta runs do not ask for the people again", async () => {
    const held = await heldRun();
    const back = (await at.context.db.prisma.syncHeldRemoval.findFirst())?.userId ?? "";
    await raise(held.id);
    at.tenant.restoreUser(back);
    expect(await run()).toMatchObject({ counts: { removed: 19 } });
    const asked = at.tenant.requests.length;
    await run();
    expect(at.tenant.requests.slice(asked).filter(({ path }) => path.includes(back))).toEqual([]);
  });

  test("is refused where it would be in vain, and says what would be enough", async () => {
    const held = await heldRun();
    await expect(raise(held.id, { share: 0.25, people: 12 })).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringMatching(/at least 40%, or a number of at least 20 people/),
    });
    expect(await limits()).toMatchObject({ source: "default" });
    expect(await findRun(at.context, held.id)).toMatchObject({ state: "held", heldWaiting: 20 });
  });

  test("is refused when everybody would go, and when the limit is not what holds them", async () => {
    const held = await heldRun();
    for (const id of at.tenant.effectiveMembers(at.tenant.groupToSync.id)) at.tenant.deleteUser(id);
    const everybody = await run();
    await expect(raise(everybody.id)).rejects.toMatchObject({ message: expect.stringContaining("everybody") });
    await expect(raise(held.id)).rejects.toMatchObject({ code: "plan-outdated" });
    for (const { userId } of await at.context.db.prisma.syncHeldRemoval.findMany({
      where: { runId: everybody.id },
      skip: 5,
    })) {
      at.tenant.restoreUser(userId);
    }
    const few = await run();
    expect(few).toMatchObject({ state: "held", heldWaiting: 5 });
    await expect(raise(few.id)).rejects.toMatchObject({ message: expect.stringContaining("below the guard") });
  });

  test("after a rejection there is nothing to raise", async () => {
    const held = await heldRun();
    await rejectRun(at.context, { run: held.id, decidedBy });
    await expect(raise(held.id)).rejects.toMatchObject({ code: "plan-outdated" });
    expect(await limits()).toMatchObject({ source: "default" });
  });
});
