import { expect, test } from "vitest";
import { testContext } from "../testing/test-context.ts";
import { membershipCost } from "./membership-cost.ts";
import { sync } from "./sync.ts";

test("the cost of all memberships is told from a few counts, and a refusal is a result", async () => {
  const here = await testContext({ people: 30 });
  try {
    const { context, tenant } = here;
    await sync(context, { requestedBy: "test" });
    const { groupIds } = await context.db.prisma.syncScope.findFirstOrThrow();
    const outside = tenant.groups.all().filter(({ id }) => !groupIds.includes(id));
    const cost = await membershipCost(context);
    expect(cost).toMatchObject({ state: "known", groups: outside.length, requests: Math.ceil(outside.length / 20) });
    if (cost.state !== "known") throw new Error("the cost is not known");
    expect(cost.milliseconds).toBeGreaterThan(0);
    expect(cost.rows).toBeGreaterThan(0);
    const members = outside.reduce((sum, { id }) => sum + tenant.groups.memberIds(id).length, 0);
    // Up to twenty groups all are counted, but for those who hide their members.
    if (outside.length <= 20) expect(cost.rows).toBeLessThanOrEqual(members);
    tenant.faults.add({ match: "/groups/$count", status: 403, times: "always" });
    expect(await membershipCost(context)).toMatchObject({ state: "unknown", error: { status: 403 } });
  } finally {
    await here.close();
  }
});
